"""The slip: half a sheet with a QR, which says no more than whoever looks at it needs."""

from typing import Any
from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from lianfang.areas.levels import VILLAGE_DIGITS
from lianfang.areas.queries import names
from lianfang.desk.facts.recording import actor
from lianfang.ledger import clock
from lianfang.proofs import codes, tokens
from lianfang.proofs.choices import ProofKind, Standing
from lianfang.proofs.models import Proof
from lianfang.proofs.printed import printed
from lianfang.proofs.queries.lines import Line, lines
from lianfang.proofs.queries.standing import own
from lianfang.proofs.tokens import Ticket, mark
from lianfang.vault import documents, masks, plates


@login_required
@require_GET
def slip(request: HttpRequest, proof: UUID) -> HttpResponse:
    """The slip of a valid proof, to be printed by those who may see whose it is."""
    who = actor(request)
    row = own(who, proof, clock.now())
    if row is None:
        raise Http404
    [line] = lines(who, [row], "proofs.slip")
    if line.standing is not Standing.VALID or line.who.masked or not line.who.name:
        raise Http404
    village = row.area[:VILLAGE_DIGITS]
    token = tokens.seal(_ticket(row, line))
    check = request.build_absolute_uri(reverse("proofs:check"))
    context = {
        "proof": row,
        "printed": printed(line.who),
        "plate": masks.plate(line.plate),
        "village": names([village, row.area]).get(village) or line.area,
        "code": codes.grouped(row.code),
        "check": check,
        "qr": _qr(f"{check}#", token),
    }
    return render(request, "proofs/slip.html", context)


def _ticket(row: Proof, line: Line) -> Ticket:
    document, plate = documents.read(line.who.id_number), plates.read(line.plate)
    lives = row.area[:VILLAGE_DIGITS] if row.what == ProofKind.RESIDENCE else ""
    return Ticket(
        entry=row.issued,
        what=ProofKind(row.what),
        until=row.until,
        area=lives,
        holder=mark(row.issued, document.canonical if document else ""),
        vehicle=mark(row.issued, plate.number if plate else ""),
        printed=" ".join(filter(None, printed(line.who))),
    )


def _qr(address: str, token: str) -> SafeString:
    """A picture of paths, dark on light in every theme. A camera opens the page of checking; what follows the # is
    never sent by a browser, so that no server's log has it. The token's letters take QR's compact mode."""
    parts: Any = [address, token]  # segno takes segments as well, which its annotation leaves out
    drawn = segno.make(parts, error="m")
    text: str = drawn.svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass="slip-qr", lineclass=None
    )
    return mark_safe(text)  # noqa: S308 - drawn by segno from black and white squares
