"""Whatever happens in whatever order: closed and open make up all, flows add up, and a recount agrees."""

from collections import Counter as Bag
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianfang.briefing.compose import compose
from lianfang.briefing.figures import CLOSED, DISTINCT, OPEN_TOTAL, value
from lianfang.ledger import store
from lianfang.ledger.folds import effective, fold
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import covers
from lianfang.verification.choices import Standing
from lianfang.verification.figures import STANDINGS, VISITS
from lianfang.verification.models import Target
from tests.briefing.days import new, taken
from tests.conftest import COUNTY, GRID, NEXT_GRID, OTHER_VILLAGE, TOWN, VILLAGE
from tests.field import Raw, case, entry, examples, moment

RANDOM = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MINUTES = st.integers(0, 3 * 24 * 60)
AREAS = st.sampled_from([COUNTY, TOWN, VILLAGE, GRID, NEXT_GRID, OTHER_VILLAGE])
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["met", "refused", "not_in", "check", "wrong", "feed", "place", "replace", "void", "doubt"]),
        MINUTES,
    ),
    max_size=25,
)
START = moment(27)
_VISITS = {"met": "met", "refused": "refused", "not_in": "not_in"}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def live(members: SimpleNamespace, steps: list[tuple[int, str, int]]) -> None:
    """Five persons on a list, the last with an unclear address; then these steps, as they come."""
    run, targets = case(), new(5)
    where = [GRID, GRID, NEXT_GRID, NEXT_GRID, VILLAGE]
    listed = [run.listed(t, a, START, placed=a != VILLAGE) for t, a in zip(targets, where, strict=True)]
    taken(members.chief, [*run.opening(COUNTY, START), *listed])
    last: Raw | None = None
    for who, step, minute in steps:
        at, target = START + timedelta(minutes=minute), targets[who]
        raw = _step(step, target, where[who], at, last)
        if raw is not None:
            taken(members.chief, [raw])
            last = None if step == "void" else raw


def _step(step: str, target: UUID, area: str, at: datetime, last: Raw | None) -> Raw | None:
    if step in _VISITS:
        return entry("verification.visited", target, area, at, outcome=_VISITS[step])
    if step == "void":
        if last is None:
            return None
        return entry("ledger.voided", last["subject"], last["area"], at, reason="mistake", corrects=last["id"])
    kind, data = {
        "check": ("checked", {"accuracy": "accurate"}),
        "wrong": ("checked", {"accuracy": "wrong"}),
        "feed": ("fed_back", {}),
        "place": ("placed", {"to": GRID}),
        "replace": ("placed", {"to": NEXT_GRID}),
        "doubt": ("doubted", {"about": "travel"}),
    }[step]
    return entry(f"verification.{kind}", target, area, at, **data)


def by_hand(area: str, cutoff: datetime) -> Bag[str]:
    """How many stand how, told from every target's own entries, without a counter."""
    subjects = set(Entry.objects.filter(kind="verification.listed").values_list("subject", flat=True))
    found: Bag[str] = Bag()
    for subject, entries in store.of_subjects(subjects).items():
        held = [e for e in effective(entries) if e.at < cutoff]
        row = fold("target", subject, held).row
        if isinstance(row, Target) and row.campaign and covers([area], row.area):
            found[STANDINGS[Standing(row.standing)].code] += 1
        found[VISITS.code] += sum(e.kind == "verification.visited" and covers([area], e.area) for e in held)
    return +found


@RANDOM
@given(steps=STEPS, minute=MINUTES, area=AREAS)
def test_a_briefing_is_what_a_recount_by_hand_gives(
    members: SimpleNamespace, steps: list[tuple[int, str, int]], minute: int, area: str
) -> None:
    cutoff = START + timedelta(minutes=minute)
    with undone():
        live(members, steps)
        found, expected = compose(area, cutoff), by_hand(area, cutoff)
        said = {code: found.spans.total.get(code, 0) for code in [*(f.code for f in STANDINGS.values()), VISITS.code]}
        assert {code: n for code, n in said.items() if n} == expected
        total = found.spans.total
        assert value(total, DISTINCT) == value(total, CLOSED) + value(total, OPEN_TOTAL)
        assert sum(duty.open for duty in found.duties) == value(total, OPEN_TOTAL)


@RANDOM
@given(steps=STEPS, area=AREAS)
def test_what_happened_each_day_adds_up_to_the_whole(
    members: SimpleNamespace, steps: list[tuple[int, str, int]], area: str
) -> None:
    with undone():
        live(members, steps)
        days = [compose(area, moment(27 + n, 0)).spans for n in range(5)]
        for code in (*(f.code for f in STANDINGS.values()), VISITS.code):
            whole = days[-1].total.get(code, 0)
            assert sum(spans.yesterday.get(code, 0) for spans in days) == whole
            assert days[-1].before.get(code, 0) == days[-2].yesterday.get(code, 0)
