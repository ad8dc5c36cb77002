"""Responses and their levels as pages show them: how long, by which edition, what was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lianfang.areas.queries import labels
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor
from lianfang.protocols.choices import Level
from lianfang.protocols.editions import editions
from lianfang.protocols.models import Response
from lianfang.protocols.queries import Running, as_of
from lianfang.protocols.scope import of_concern
from lianfang.protocols.tables import tables

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Stage:
    """A level that a response had, or will have, from `since` until the next; no `label` is its end."""

    since: datetime
    label: "StrOrPromise"
    edition: str
    table: str
    leave_cancelled: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class ShownResponse:
    """A response with everything a page says of it. `now` is None before it began and after it ended.

    `day` counts from 1, the local day on which it began. `unknown`: its edition or its table is not among our files.
    """

    id: UUID
    area: str
    name: str
    now: Running | None
    day: int
    edition: str
    table: str
    unknown: bool
    stages: Sequence[Stage]


def responses(actor: Actor) -> list[ShownResponse]:
    """Every response that concerns the member: those in force first, then the latest. Two queries."""
    rows = list(Response.objects.filter(of_concern(actor)))
    shown = show(rows)
    return sorted(shown, key=lambda one: (one.now is None, -one.stages[0].since.timestamp(), one.id.hex))


def show(rows: Iterable[Response]) -> list[ShownResponse]:
    """These responses as they stand now."""
    listed, now = list(rows), clock.now()
    places = labels({row.area for row in listed})
    return [_shown(row, places[row.area], now) for row in listed]


def _shown(row: Response, place: str, now: datetime) -> ShownResponse:
    held = as_of(row, now)
    stages = [_stage(step, now) for step in row.steps]
    return ShownResponse(
        id=row.pk,
        area=row.area,
        name=place,
        now=held,
        day=day_of(held, now) if held else 0,
        edition=title_of_edition(held.edition) if held else "",
        table=title_of_table(held.table) if held else "",
        unknown=held is not None and (held.edition not in editions() or held.table not in tables()),
        stages=stages,
    )


def day_of(running: Running, now: datetime) -> int:
    """The how-manieth day of a response it is."""
    return (timezone.localtime(now).date() - timezone.localtime(running.began).date()).days + 1


def _stage(step: dict[str, str], now: datetime) -> Stage:
    since = datetime.fromisoformat(step["since"])
    if step["level"] not in Level.values:
        return Stage(since, "", "", "", leave_cancelled=False, ahead=since > now)
    edition, table = title_of_edition(step["edition"]), title_of_table(step["table"])
    leave = bool(step["leave_cancelled"])
    return Stage(since, Level(step["level"]).label, edition, table, leave_cancelled=leave, ahead=since > now)


def title_of_edition(code: str) -> str:
    """An edition's title, or that it is not known here."""
    known = editions().get(code)
    return str(known.title) if known else _("%(code)s（没有这个文件）") % {"code": code}


def title_of_table(code: str) -> str:
    """A decision table's title, or that it is not known here."""
    known = tables().get(code)
    return str(known.title) if known else _("%(code)s（没有这个文件）") % {"code": code}
