"""What a phone draws and names its records with: forms, areas, campaigns, people at work, words, guides."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, TextChoices
from django.utils.translation import get_language

from lianfang.areas.levels import VILLAGE_DIGITS, Level, ancestors
from lianfang.areas.models import Area
from lianfang.checkpoints.choices import PostKind
from lianfang.desk.facts.spec import spec
from lianfang.duty.models import Agency
from lianfang.field.carry import Carry, cut
from lianfang.field.texts import guides
from lianfang.ledger.kinds import all_kinds
from lianfang.ledger.scope import within
from lianfang.outreach.choices import NeedKind, State
from lianfang.outreach.models import Need
from lianfang.people.kinds import Residence, Tenure, Whereabouts
from lianfang.people.models import Identity
from lianfang.proofs.carried import carried as slips
from lianfang.proofs.choices import Found, ProofKind
from lianfang.proofs.kinds import CHECK
from lianfang.protocols.carried import carried
from lianfang.screening.choices import Action
from lianfang.vault.parts import Sex
from lianfang.verification.choices import Accuracy, Cause, Channel, Outcome, Standing
from lianfang.verification.models import Campaign, SourceList, Target
from lianfang.verification.queries.crew import called, crew
from lianfang.verification.queries.scope import campaigns, held

Reference = dict[str, Any]

_TABLES: Final[Mapping[str, type[TextChoices]]] = {
    "standing": Standing,
    "outcome": Outcome,
    "channel": Channel,
    "cause": Cause,
    "accuracy": Accuracy,
    "tenure": Tenure,
    "residence": Residence,
    "whereabouts": Whereabouts,
    "identity": Identity,
    "sex": Sex,
    "need_kind": NeedKind,
    "need_state": State,
    "post_kind": PostKind,
    "proof_kind": ProofKind,
    "proof_found": Found,
}


def reference(carry: Carry) -> Reference:
    """All of it in the active language, with a digest of the rest. Fifteen queries at most, whatever the size."""
    areas = _areas(carry)
    running = campaigns(carry.actor)
    agencies = _agencies(running)
    members, teams, hands = _people(carry)
    content = {
        "kinds": _kinds(_recordable(carry), get_language() or ""),
        "areas": areas,
        "campaigns": [
            {
                "id": str(campaign.pk),
                "name": campaign.name,
                "due": campaign.due.isoformat() if campaign.due else None,
                "area": campaign.area,
                "agencies": agencies.get(campaign.pk, []),
            }
            for campaign in running
        ],
        "members": members,
        "teams": teams,
        "groups": sorted(map(str, carry.groups)),
        "choices": {
            "area": [[code, name] for code, name, level, _households in areas if level == Level.GRID],
            "member": hands,
            "group": [[id_, name] for id_, name in teams.items()],
            "agency": sorted({tuple(one) for some in agencies.values() for one in some}),
        },
        "words": {name: {value: str(label) for value, label in table.choices} for name, table in _TABLES.items()}
        | {"action": {action.value: str(action.words) for action in Action}},
        "protocols": carried(carry.reach["post"]),
        "proofs": slips() if carry.actor.may(CHECK) else {},
        "texts": list(guides(carry.actor)),
    }
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return {"digest": hashlib.sha256(said.encode()).hexdigest()[:16], **content}


def _recordable(carry: Carry) -> tuple[str, ...]:
    """The kinds the member may record somewhere in what is carried; never what only the system records."""
    open_ = (kind for kind in all_kinds().values() if kind.right and not kind.setup)
    return tuple(kind.code for kind in open_ if cut(carry.actor.areas(kind.right), carry.area))


@lru_cache(maxsize=64)
def _kinds(codes: tuple[str, ...], _language: str) -> list[dict[str, Any]]:
    """Their specs. Kinds never change while the server runs: each language and set of rights is worked out once."""
    return [spec(all_kinds()[code]) for code in codes]


def _areas(carry: Carry) -> list[tuple[str, str, str, int | None]]:
    """The areas carried and all in them, those around them, and the grids of their villages. One query.

    Each with its baseline of households, the denominator of a door-to-door round (B4).
    """
    around = {code for area in carry.areas for code in ancestors(area)}
    villages = [area[:VILLAGE_DIGITS] for area in carry.areas if len(area) >= VILLAGE_DIGITS]
    near = Q(level=Level.GRID, retired_on=None) & within(villages, "code")
    wanted = Q(pk__in=around) | Q(within(carry.areas, "code"), retired_on=None) | near
    return list(Area.objects.filter(wanted).order_by("code").values_list("code", "name", "level", "households"))


def _agencies(running: Sequence[Campaign]) -> dict[UUID, list[tuple[str, str]]]:
    """Whose lists each campaign has: those to feed back to. Two queries."""
    lists = SourceList.objects.filter(campaign__in=[one.pk for one in running], agency__isnull=False)
    pairs = set(lists.values_list("campaign", "agency"))
    named = dict(Agency.objects.filter(pk__in={agency for _campaign, agency in pairs}).values_list("pk", "name"))
    found: dict[UUID, list[tuple[str, str]]] = {}
    for campaign, agency in sorted(pairs, key=str):
        if agency in named:
            found.setdefault(campaign, []).append((str(agency), named[agency]))
    return found


def _people(carry: Carry) -> tuple[dict[str, str], dict[str, str], list[tuple[str, str]]]:
    """Members and teams by name (who works there, and whom records name), and to whom work can be given.

    Six queries.
    """
    found = crew(carry.areas)
    targets = Target.objects.filter(held(carry.reach["target"])).order_by()
    needs = Need.objects.filter(held(carry.reach["need"])).order_by()
    columns = (targets.values_list("member"), targets.values_list("claimed_by"), needs.values_list("member"))
    given = {one for (one,) in columns[0].union(*columns[1:])} | {carry.actor.member}
    teams = {one for (one,) in targets.values_list("group").distinct()} | set(carry.groups)
    names = called(given, teams)
    hands = {str(hand.member): hand.name for hand in found.hands}
    groups = {str(group.pk): group.name for group in found.groups}
    known = {str(id_): name for id_, name in names.items()}
    return (
        _ordered(hands | {id_: name for id_, name in known.items() if UUID(id_) in given}),
        _ordered(groups | {id_: name for id_, name in known.items() if UUID(id_) in teams}),
        list(hands.items()),
    )


def _ordered(names: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda one: (one[1], one[0])))
