"""Which response, edition and decision table hold somewhere at a moment, and which areas are listed then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from lianfang.areas.levels import ancestors
from lianfang.ledger import clock
from lianfang.protocols.choices import Level, Risk
from lianfang.protocols.editions import Edition, edition
from lianfang.protocols.exposure import Listed, exposed
from lianfang.protocols.models import ListedArea, Response
from lianfang.protocols.tables import DEFAULT, Table, table

_GRAVITY = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Running:
    """A response as it stands at a moment. `since`: when this level took effect; `began`: the response itself."""

    id: UUID
    area: str
    level: Level
    edition: str
    table: str
    leave_cancelled: bool
    since: datetime
    began: datetime


@dataclass(frozen=True, slots=True)
class Force:
    """What holds in an area at a moment. Without a response the default table and its edition do."""

    response: Running | None
    edition: Edition
    table: Table
    listed: tuple[Listed, ...]

    def exposed(self, been: Collection[str], left_on: date | None, on: date) -> bool:
        """Whether somebody who stayed in these divisions, until `left_on` (None: comes straight from there), is
        exposed on the day `on`."""
        return exposed(self.listed, been, left_on, on)


def in_force(area: str, at: datetime | None = None) -> Force:
    """What holds in this area (now, unless named). Two queries.

    Of several responses the nearest one above holds; there, the gravest; of these the latest.
    """
    moment = at or clock.now()
    response = next(iter(running(area, moment)), None)
    decides = table(response.table if response else DEFAULT)
    chosen = edition(response.edition) if response else None
    return Force(response, chosen or _edition_of(decides), decides, listed(area, moment))


def _edition_of(decides: Table) -> Edition:
    found = edition(decides.edition) or edition(table(DEFAULT).edition)
    assert found is not None  # noqa: S101 - ours is always there, and a test holds it
    return found


def running(area: str, at: datetime) -> list[Running]:
    """Every response in force over this area, the one that holds first. One query."""
    rows = Response.objects.filter(area__in=[area, *ancestors(area)])
    found = [one for row in rows if (one := as_of(row, at)) is not None]
    return sorted(found, key=lambda one: (-len(one.area), _GRAVITY[one.level], -one.since.timestamp(), one.id.hex))


def as_of(row: Response, at: datetime) -> Running | None:
    """A response as it stood at a moment; None before it began and after it ended."""
    held = [step for step in row.steps if datetime.fromisoformat(step["since"]) <= at]
    if not held or held[-1]["level"] not in Level.values:
        return None
    step = held[-1]
    return Running(
        id=row.id,
        area=row.area,
        level=Level(step["level"]),
        edition=step["edition"],
        table=step["table"],
        leave_cancelled=step["leave_cancelled"],
        since=datetime.fromisoformat(step["since"]),
        began=_began(held),
    )


def _began(steps: Iterable[dict[str, str]]) -> datetime:
    """When the stretch that runs now began: after the last end."""
    began = ""
    for step in steps:
        began = "" if not step["level"] else began or step["since"]
    return datetime.fromisoformat(began)


def listed(area: str, at: datetime) -> tuple[Listed, ...]:
    """The listed areas that still count for somebody on that day, for this area; by code. One query."""
    day = timezone.localtime(at).date()
    rows = ListedArea.objects.filter(last__gte=day, since__lte=day, area__in=[area, *ancestors(area)])
    return tuple(as_listed(row) for row in rows.order_by("code", "id"))


def as_listed(row: ListedArea) -> Listed:
    """A row as the rules of exposure read it."""
    return Listed(row.code, row.name, Risk(row.level), row.since, row.until, row.days, row.source)
