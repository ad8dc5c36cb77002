"""A passage's page: the vehicle, everybody in it, what was done with each and by which rule, and the story."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianfang.checkpoints.choices import Outcome
from lianfang.checkpoints.fever import feverish
from lianfang.checkpoints.kinds import RECORD, Passed
from lianfang.checkpoints.models import Passage, Post, Referral
from lianfang.checkpoints.parts import Traveller
from lianfang.checkpoints.passing import outcome_of
from lianfang.checkpoints.queries.passing import TONES, lines
from lianfang.checkpoints.queries.scope import passages, referrals
from lianfang.checkpoints.queries.travellers import known
from lianfang.checkpoints.ruling import ruled
from lianfang.desk.components import Tone
from lianfang.desk.facts.recording import actor
from lianfang.desk.facts.story import story
from lianfang.ledger import store
from lianfang.ledger.folds import Seen, effective
from lianfang.ledger.reactions import derived
from lianfang.ledger.scope import Actor, within
from lianfang.orders.models import Order
from lianfang.protocols.divisions import named
from lianfang.protocols.tables import rule_of
from lianfang.screening.models import Hit
from lianfang.vault.reading import Shown


@dataclass(frozen=True, slots=True)
class Person:
    """A traveller as the page shows them; `unruled`: what was chosen is in no rule, so nothing was proposed."""

    said: Traveller
    shown: Shown
    outcome: Outcome
    fever: bool
    why: str
    been: Sequence[str]
    order: UUID | None
    referral: UUID | None
    unruled: bool

    @property
    def tone(self) -> Tone:
        """How the outcome looks."""
        return TONES[self.outcome]


@login_required
@require_GET
def passage(request: HttpRequest, passage: UUID) -> HttpResponse:
    """Everything about one passage."""
    who = actor(request)
    row = passages(who).filter(pk=passage).first()
    if row is None:
        raise Http404
    entries = store.of_subjects([row.pk])[row.pk]
    held = [entry for entry in effective(entries) if isinstance(entry.fact, Passed)]
    [line] = lines(who, [row], "checkpoints.passage")
    return render(
        request,
        "checkpoints/passage.html",
        {
            "passage": row,
            "line": line,
            "fact": held[-1].fact,
            "post": Post.objects.filter(pk=row.post).first(),
            "people": _people(who, row, held[-1]),
            "hits": _hits(who, [entry.id for entry in held]),
            "may_record": who.may(RECORD, row.area),
            "told": story(row.pk, who),
        },
    )


def _people(who: Actor, row: Passage, entry: Seen) -> list[Person]:
    fact = entry.fact
    assert isinstance(fact, Passed)  # noqa: S101 - the caller looked
    persons = {one.person for one in fact.travellers if one.person}
    shown = known(who, persons, "checkpoints.passage")
    places = named({code for one in fact.travellers for code in one.been})
    orders, sent = _orders(who, row, persons), _referrals(who, row)
    return [
        Person(
            said=one,
            shown=shown.get(one.person, Shown()) if one.person else Shown(),
            outcome=outcome_of(one, fact),
            fever=feverish(one),
            why=str(found[1].why) if (found := rule_of(one.rule)) else "",
            been=[places[code] for code in one.been],
            order=orders.get(one.person) if one.person else None,
            referral=sent.get(one.person) if one.person else None,
            unruled=one.outcome in {Outcome.HOME, Outcome.CENTRAL} and ruled(one) is None,
        )
        for one in fact.travellers
    ]


def _orders(who: Actor, row: Passage, persons: set[UUID]) -> dict[UUID, UUID]:
    """The order proposed for each traveller, as far as the member may see it."""
    proposed = {derived(row.pk, f"order:{person.hex}"): person for person in persons}
    reach = who.areas("orders.view")
    found = Order.objects.filter(within(reach), pk__in=proposed).values_list("pk", flat=True)
    return {proposed[order]: order for order in found}


def _referrals(who: Actor, row: Passage) -> dict[UUID, UUID]:
    found: list[Referral] = list(referrals(who).filter(passage=row.pk))
    return {one.person: one.pk for one in found}


def _hits(who: Actor, entries: Sequence[UUID]) -> list[Any]:
    return list(Hit.objects.filter(within(who.areas("screening.view")), found__in=entries).order_by("at", "id"))
