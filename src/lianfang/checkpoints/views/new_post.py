"""Setting a post up: where it stands, then what it is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from uuid_utils.compat import uuid7

from lianfang.checkpoints.kinds import MANAGE, PostOpened
from lianfang.checkpoints.models import Post
from lianfang.checkpoints.views.picking import picked, picking
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.offers import offered
from lianfang.desk.facts.recording import actor, say
from lianfang.ledger.reactions import derived


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """In which village, town or county does it stand?"""
    return render(request, "checkpoints/pick_post.html", picking(request, MANAGE))


@login_required
@require_http_methods(["GET", "POST"])
def of_area(request: HttpRequest, area: str) -> HttpResponse:
    """A new post in this area."""
    here = picked(request, area, MANAGE)
    kind = PostOpened.kind
    form = FactForm(kind, request.POST or None, choices=offered(kind.code, actor(request), uuid7(), here.pk))
    if request.method == "POST" and form.is_valid():
        subject = derived(form.entry(), "post")
        answer = form.record(request, subject, here.pk, place=str(subject))
        if not form.errors:
            say(request, form.kind, answer)
            kept = Post.objects.filter(pk=subject).exists()
            return HttpResponseRedirect(reverse("checkpoints:post", args=[subject]) if kept else request.path)
    return render(request, "checkpoints/new_post.html", {"form": form, "area": here})
