"""Enrolling a phone at the desk: the page with its code, and whether the code has been used."""

from urllib.parse import urlsplit
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from lianfang.duty.devices import require_enrol
from lianfang.duty.models import Member
from lianfang.duty.queries import members
from lianfang.duty.rights import Right
from lianfang.duty.views.common import asking, found
from lianfang.field.enrolment import begin
from lianfang.field.models import Enrolment

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enrol a phone of this member; POST makes a code, and the answer to it is the only page that shows it."""
    asker = asking(request, Right.DEVICE_OWN)
    member = asker if pk == asker.pk else found(members(asker.areas(Right.MEMBER_EDIT)), pk=pk)
    require_enrol(member, asker.actor)
    context = {"member": member, "own": member.pk == asker.pk, "back": _back(member, asker)}
    if request.method == "POST":
        row, code = begin(member, asker)
        link = f"{reverse('field:shell')}#enrol={code.replace('-', '')}"
        address = request.build_absolute_uri(link)
        context |= {"row": row, "code": code, "link": link, "qr": _qr(address), "left": _left(row)}
    return render(request, "field/enrol.html", context | {"reach": _reach(request)})


@login_required
@require_GET
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What has become of a code, for whoever made it: the page asks every other second until that is decided."""
    asker = asking(request, Right.DEVICE_OWN)
    row = found(Enrolment.objects.filter(by=asker).select_related("member", "token"), pk=pk)
    context = {"row": row, "left": _left(row), "polled": True, "back": _back(row.member, asker)}
    return render(request, "field/enrol_state.html", context)


def _left(row: Enrolment) -> int:
    """Whole minutes the code is still good for, counted up; 0 once it is not."""
    return max(0, -int((timezone.now() - row.expires).total_seconds() // 60)) if row.used is None else 0


def _back(member: Member, asker: Member) -> str:
    return reverse("duty:devices") if member.pk == asker.pk else reverse("duty:member", args=[member.pk])


def _reach(request: HttpRequest) -> str:
    """Why a phone could not open this site from here: "local", "insecure", or nothing.

    A browser gives an app storage, keys and work without network over TLS only.
    """
    if urlsplit(request.build_absolute_uri()).hostname in _LOCAL:
        return "local"
    return "" if request.is_secure() else "insecure"


def _qr(address: str) -> SafeString:
    """The address as an SVG of paths only, dark on light in every theme: phones read nothing else well."""
    drawn = segno.make(address, error="m", micro=False)
    text: str = drawn.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass="enrol-qr", lineclass=None
    )
    return mark_safe(text)  # noqa: S308 - drawn by segno from black and white squares
