"""The phone's day is the desk's: the same order of doors, the same next step, the same round (in node)."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

import lianfang
from lianfang.ledger.scope import Actor
from lianfang.people.models import Household
from lianfang.verification.choices import Cause, Outcome, Standing
from lianfang.verification.models import Campaign, Door, Target
from lianfang.verification.queries import rounds
from lianfang.verification.queries.mine import mine
from lianfang.verification.queries.scope import Scope
from lianfang.verification.steps import next_step, ticks
from tests.conftest import GRID, NEXT_GRID

NODE = shutil.which("node") or "node"  # without it these fail, and say so

SOURCE = Path(lianfang.__file__).parent
TODAY = date(2020, 1, 28)
NOON = datetime(2020, 1, 28, 4, tzinfo=UTC)
Run = Callable[[str, Any], Any]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`run("order.js", "…", data)`: what an expression over a module `m` gives, files lying as they are served."""
    served = tmp_path_factory.mktemp("static")
    (served / "package.json").write_text('{"type": "module"}', "utf-8")
    for app in ("field", "desk"):
        shutil.copytree(SOURCE / app / "static" / app / "js", served / app / "js")

    def evaluate(module: str, expression: str, data: Any) -> Any:
        script = (
            f'import * as m from "./field/js/{module}";\n'
            "const data = JSON.parse(await new Response(process.stdin).text());\n"
            f"console.log(JSON.stringify({expression}));"
        )
        file = served / "run.js"
        file.write_text(script, "utf-8")
        said = json.dumps(data, default=str)
        done = subprocess.run([str(NODE), file], input=said, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return evaluate  # type: ignore[return-value]


def record(row: Any, kind: str, **more: Any) -> dict[str, Any]:
    """A row as the phone holds it."""
    held = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return {"t": kind} | {name: value for name, value in held.items() if value not in (None, "")} | more


def campaign(due: date | None) -> Campaign:
    return Campaign.objects.create(id=uuids.uuid7(), area=GRID, name="返乡人员核查", due=due, opened=NOON)


def target(of: Campaign, member: UUID | None, **more: Any) -> Target:
    values = {
        "area": GRID,
        "standing": Standing.TO_VISIT,
        "open": True,
        "placed": True,
        "listed": NOON,
        "listings": 1,
        "attempts": 0,
    }
    return Target.objects.create(
        id=uuids.uuid7(), campaign=of.pk, person=uuids.uuid7(), member=member, **values | more
    )


def household(area: str, walk: int) -> Household:
    return Household.objects.create(id=uuids.uuid7(), area=area, walk=walk, changed=NOON)


def phone_of(actor: Actor) -> list[dict[str, Any]]:
    return [record(row, "target", mine=row.member == actor.member) for row in Target.objects.all()]


PLAN = """(({ next, rest, later }) => [next, ...rest, ...later].filter(Boolean).map(({ id }) => id))(m.plan(
  data.targets, {
  walk: (id) => data.walks[id], campaigns: new Map(data.campaigns.map((one) => [one.id, one])),
  today: "2020-01-28", now: new Date("2020-01-28T04:00:00Z"), me: data.me }))"""


def test_doors_come_in_the_order_of_the_desk(run: Any, members: SimpleNamespace) -> None:
    chance = random.Random(20200128)
    running, over = campaign(TODAY + timedelta(days=3)), campaign(TODAY - timedelta(days=1))
    doors = [household(chance.choice([GRID, NEXT_GRID]), chance.randrange(5) * 10) for _ in range(12)]
    days = [None, TODAY - timedelta(days=2), TODAY, TODAY + timedelta(days=1)]
    standings = [one for one in Standing if one.open]
    for _ in range(80):
        target(
            chance.choice([running, over]),
            chance.choice([members.worker.pk, None]),
            household=chance.choice([*(door.pk for door in doors), None]),
            again_on=chance.choice(days),
            due=chance.choice(days),
            standing=chance.choice(standings),
        )
    actor = members.worker.actor
    campaigns = [running, over]
    desk = [str(row.pk) for row in mine(actor, campaigns, TODAY)]
    told = {
        "targets": phone_of(actor),
        "walks": {str(door.pk): door.walk for door in doors},
        "campaigns": [record(one, "campaign") for one in campaigns],
        "me": str(actor.member),
    }
    assert len(desk) > 20
    assert run("order.js", PLAN, told) == desk


def test_the_next_door_is_never_the_one_just_left_nor_one_somebody_else_calls_on(
    run: Any, members: SimpleNamespace
) -> None:
    running, me = campaign(None), members.worker
    left = target(running, me.pk, last_contact=NOON, last_outcome=Outcome.NOT_IN, standing=Standing.NOT_MET)
    claimed = target(running, me.pk, claimed_by=members.cadre.pk, claimed_until=NOON + timedelta(hours=1))
    met = target(running, me.pk, last_contact=NOON, met_at=NOON, standing=Standing.TO_CHECK)
    plain = target(running, me.pk)
    told = {"targets": phone_of(me.actor), "walks": {}, "campaigns": [], "me": str(me.pk)}
    day = run(
        "order.js",
        PLAN.replace("[next, ...rest, ...later]", "[next, ...rest, null, ...tried]").replace(
            "next, rest, later", "next, rest, tried"
        ),
        told,
    )
    assert day[0] == str(met.pk)  # met, and not checked yet: that is done at the same door
    assert day[1:] == [str(claimed.pk), str(plain.pk), str(left.pk)]


def test_every_standing_has_the_desks_next_step_and_ticks(run: Any, members: SimpleNamespace) -> None:
    running = campaign(None)
    rows = [
        target(running, None, standing=standing, met_at=NOON, fed_back_at=NOON, accuracy="accurate")
        for standing in Standing
    ]
    for member in (members.worker, members.cadre, members.auditor):
        may = member.actor.rights
        told = {"targets": [record(row, "target") for row in rows], "rights": list(may)}
        rights = {
            "verification.visited": "verification.record",
            "verification.checked": "verification.record",
            "verification.doubt_settled": "verification.record",
            "verification.fed_back": "verification.feedback",
            "verification.placed": "verification.place",
        }
        may_js = f"(kind) => data.rights.includes({json.dumps(rights)}[kind])"
        steps = run("steps.js", f"data.targets.map((one) => m.nextStep(one, {may_js}))", told)
        for row, step in zip(rows, steps, strict=True):
            desk = next_step(row, member.actor)
            assert step["why"] == desk.why
            assert step["kind"] == (desk.kind.code if desk.kind else "")
            assert not desk.kind or step["label"] == desk.label
        shown = run("steps.js", "data.targets.map((one) => m.ticks(one, () => '属实'))", told)
        for row, three in zip(rows, shown, strict=True):
            assert [(one["label"], one["done"], one["note"]) for one in three] == [
                (one.label, one.done, one.note) for one in ticks(row)
            ]


def test_a_round_counts_the_doors_the_desk_counts(run: Any, members: SimpleNamespace) -> None:
    running, other = campaign(None), campaign(None)
    doors = [household(area, walk) for area in (GRID, NEXT_GRID) for walk in (30, 10, 20, 20)]
    for number, door in enumerate(doors[::2]):
        met = number % 2 == 0
        Door.objects.create(
            id=uuids.uuid7(), campaign=running.pk, household=door.pk, area=door.area, attempts=1, met=met,
            cause="" if met else Cause.LOCKED, people=3 if met else 0, last_knock=NOON,
        )  # fmt: skip
    Door.objects.create(
        id=uuids.uuid7(), campaign=other.pk, household=doors[1].pk, area=GRID, attempts=1, met=True, people=9,
        last_knock=NOON,
    )  # fmt: skip
    scope = Scope(members.cadre.actor, running, members.cadre.actor.areas("verification.view"), "", TODAY)
    told = {
        "households": [record(door, "household") for door in doors],
        "doors": [record(door, "door") for door in Door.objects.all()],
        "campaign": running.pk,
    }
    found = run("doors.js", "m.round(data.households, data.doors, data.campaign)", told)
    ids = {name: [line["household"]["id"] for line in found[name]] for name in ("untried", "again", "met")}
    assert ids["untried"] == [str(row.pk) for row in rounds.untried(scope).order_by("area", "walk", "id")]
    assert set(ids["again"]) == {str(row.household) for row in rounds.again(scope)}
    assert (len(ids["met"]), found["register"], found["outside"], found["people"]) == (2, 8, 0, 6)


@pytest.mark.parametrize(
    ("area", "beside", "walk"), [("1", 10, 15), ("1", 20, 20), ("1", 21, 31), ("1", None, 31), ("2", 10, 10)]
)
def test_a_new_door_comes_right_behind_the_one_it_was_found_beside(
    run: Any, area: str, beside: int | None, walk: int
) -> None:
    door = None if beside is None else {"area": "1", "walk": beside}
    told = {"held": [{"area": "1", "walk": n} for n in (10, 20, 21)], "area": area, "beside": door}
    assert run("doors.js", "m.walkAfter(data.held, data.area, data.beside)", told) == walk


ENDED = """data.targets.map((target) => {
  const held = new Map([[target.id, target]]);
  const get = (type, id) => (type === "target" ? held.get(id) : undefined);
  const records = { get, put: (one) => held.set(one.id, one) };
  const fact = { subject: target.id, area: "1", at: "2020-01-28T04:00:00Z" };
  for (const [kind, said] of v.allWell(target, { may: (code) => data.may.includes(code) }))
    m.apply(records, { ...fact, kind, data: said }, { member: "x" });
  return held.get(target.id).standing;
})"""


def test_when_nothing_is_wrong_one_save_closes_from_wherever_a_target_stands(run: Any) -> None:
    states: list[dict[str, Any]] = [
        {"standing": "to_visit", "placed": True},
        {"standing": "unplaced"},
        {"standing": "not_met", "last_outcome": "not_in", "attempts": 2},
        {"standing": "refused", "last_outcome": "refused", "attempts": 1},
        {"standing": "to_check", "met_at": "2020-01-28T01:00:00Z", "last_outcome": "met"},
        {"standing": "to_correct", "met_at": "2020-01-28T01:00:00Z", "accuracy": "wrong"},
        {"standing": "to_feed_back", "met_at": "2020-01-28T01:00:00Z", "accuracy": "accurate"},
        {"standing": "to_check", "met_at": "2020-01-28T01:00:00Z", "fed_back_at": "2020-01-28T00:00:00Z"},
    ]
    targets = [{"t": "target", "id": str(number), "open": True} | state for number, state in enumerate(states)]
    every = ["verification.visited", "verification.checked", "verification.fed_back"]
    ended = f"(await import('./field/js/visits.js').then((v) => {ENDED}))"
    assert run("effects.js", ended, {"targets": targets, "may": every}) == ["closed"] * len(states)
    without = run("effects.js", ended, {"targets": targets, "may": every[:2]})
    assert set(without) == {"to_feed_back"}


def test_only_what_was_changed_of_a_person_is_told(run: Any) -> None:
    known = {"name": "王大川", "phones": ["13900000000"], "sex": "male"}
    part = {"person": "p", "name": "王大川", "phones": ["13900000001"], "sex": "male", "birth_date": "1980-01-01"}
    told = run("visits.js", "m.changesOnly(data.part, data.known)", {"part": part, "known": known})
    assert told == {"person": "p", "phones": ["13900000001"], "birth_date": "1980-01-01"}


def test_who_is_written_down_is_found_on_the_phone_by_name_telephone_or_document(run: Any) -> None:
    held = [
        {"id": "a", "name": "王大川", "phones": ["13900000000"], "tail": "002X"},
        {"id": "b", "name": "王大川"},
        {"id": "c", "name": "李小河", "phones": ["13900000000"]},
        {"id": "d", "name": "赵无关", "tail": "002X"},
        {"id": "e", "name": "王*", "masked": True},
    ]
    said = {"name": "王大川", "phones": ["13900000000"], "id_number": "11010519491231002x"}
    assert run("same.js", "m.sameAs(data.said, data.held).map(({ id }) => id)", {"said": said, "held": held}) == [
        "a",
        "b",
        "c",
    ]
    assert run("same.js", "m.sameAs(data.said, data.held)", {"said": {"name": "新来的"}, "held": held}) == []


def test_a_day_is_the_countys_whatever_the_phone_is_set_to(run: Any) -> None:
    late = "2020-01-28T16:30:00Z"  # half past midnight in Beijing
    assert run("days.js", f'[m.dayOf("{late}"), m.timeOf("{late}"), m.plus("2020-01-31", 1)]', None) == [
        "2020-01-29",
        "00:30",
        "2020-02-01",
    ]
