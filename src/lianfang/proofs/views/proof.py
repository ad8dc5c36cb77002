"""A proof's page: how it stands, whose it is, its slip, taking it back, its story."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lianfang.areas import queries as areas
from lianfang.desk.facts.forms import FactForm
from lianfang.desk.facts.recording import actor, say
from lianfang.desk.facts.story import story
from lianfang.ledger import clock
from lianfang.ledger.scope import covers
from lianfang.people.queries import RECORD, areas_of
from lianfang.proofs import codes
from lianfang.proofs.choices import Standing
from lianfang.proofs.kinds import ISSUE, ProofRevoked
from lianfang.proofs.queries import grounds
from lianfang.proofs.queries.lines import lines
from lianfang.proofs.queries.standing import VIEW, own


@login_required
@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest, proof: UUID) -> HttpResponse:
    """Everything about one proof; POST takes it back."""
    who, now = actor(request), clock.now()
    row = own(who, proof, now)
    if row is None:
        raise Http404
    form = FactForm(ProofRevoked.kind, request.POST or None) if row.revoked_at is None else None
    if form is not None and form.is_bound and form.is_valid() and who.may(ISSUE, row.area):
        answer = form.record(request, row.pk, row.area)
        if not form.errors:
            say(request, form.kind, answer)
            return HttpResponseRedirect(request.path)
    [line] = lines(who, [row], "proofs.proof")
    person = row.person if row.person and who.may(RECORD, areas_of(who, [row.person])[row.person]) else None
    over = grounds.observations(row.person, now) if row.person and row.order else {}
    context = {
        "proof": row,
        "line": line,
        "code": codes.grouped(row.code),
        "printable": line.standing is Standing.VALID and not line.who.masked and bool(line.who.name),
        "form": form,
        "person": person,
        "observation": over.get(row.order, "") if row.order else "",
        "path": [one for one in areas.path(row.area) if covers(who.areas(VIEW), one.pk)],
        "told": story(row.pk, who),
    }
    return render(request, "proofs/proof.html", context)
