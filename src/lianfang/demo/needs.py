"""What people need over the six days: heard at doors and by telephone, mostly delivered, some of it not or late."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lianfang.demo.county import Cast
from lianfang.demo.made import made, someone
from lianfang.demo.register import Door
from lianfang.demo.story import Step
from lianfang.duty.models import Member
from lianfang.ledger import clock
from lianfang.ledger.door import submit
from lianfang.outreach.choices import Heard, NeedKind, Reason

A_DAY = 16  # needs heard in a day in the whole area
_ASKED = (
    (NeedKind.MEDICINE, "降压药快吃完了，村卫生室有这一种，要两盒"),
    (NeedKind.MEDICINE, "老人的胰岛素只够三天"),
    (NeedKind.MEDICINE, "孩子退烧贴和体温计各一"),
    (NeedKind.GROCERIES, "居家观察不能出门，要米十斤、油一桶、青菜一些"),
    (NeedKind.GROCERIES, "两岁孩子的奶粉，二段，一罐"),
    (NeedKind.GROCERIES, "烤火的煤还有两天，要五十斤"),
    (NeedKind.ELDERLY, "独居老人，儿女在外地回不来，盼每天有人看一眼"),
    (NeedKind.CHILDREN, "父母在卡点值班，九岁孩子中午没人做饭"),
    (NeedKind.MEDICAL, "每周三要去县医院透析，班车停了"),
    (NeedKind.MEDICAL, "预产期在下月初，想问怎么去产检"),
    (NeedKind.PROTECTION, "一家五口只有三个口罩"),
    (NeedKind.REPAIRS, "水管冻裂，院里结了冰"),
    (NeedKind.PAPERS, "厂里催返岗，要村里开居住证明"),
    (NeedKind.TRAVEL, "初十要返回单位，问路上卡点怎么走"),
    (NeedKind.FARMING, "大棚的菜卖不出去，想找车拉到镇上"),
    (NeedKind.COMFORT, "从外地回来，邻居躲着，晚上睡不着"),
    (NeedKind.ADVICE, "问哪天可以走亲戚、能不能办酒席"),
)
_DONE = ("已送到门口，通过电话", "代买送到，钱已付清", "已联系好，明早来接", "当面办妥")
_CANNOT = (
    (Reason.UNAVAILABLE, "全县都缺，已登记，到货先送"),
    (Reason.SOLVED, "亲戚已经送来"),
    (Reason.NOT_ALLOWED, ""),
)
_CALLERS = 0.2  # share heard by telephone from somebody in no register


@dataclass(slots=True)
class Needs:
    """The needs of the six days. Chance of its own, so that the visits stay as they are without it."""

    cast: Cast
    doors: list[Door]
    rng: random.Random = field(default_factory=lambda: random.Random(126))

    def work(self, morning: datetime) -> None:
        """One day's needs from hearing to delivery, sent in the evening by everybody's phone."""
        steps = [step for door in self._chosen() for step in self._story(door, morning)]
        phones: dict[UUID, list[Step]] = {}
        for step in steps:
            phones.setdefault(step.by.pk, []).append(step)
        with clock.at(morning.replace(hour=20)):
            for held in phones.values():
                self.rng.shuffle(held)
                submit([step.entry for step in held], held[0].by.actor, device=f"phone-{held[0].by.username}")

    def _chosen(self) -> list[Door]:
        """Any doors of the area, and each day one in the grid that is left to visitors."""
        here = [door for door in self.doors if door.grid == self.cast.left_to_visitors]
        return [*self.rng.sample(self.doors, A_DAY), self.rng.choice(here)]

    def _story(self, door: Door, morning: datetime) -> Iterator[Step]:
        at = morning + timedelta(minutes=self.rng.randrange(0, 6 * 60))
        need, worker = made("need", door.id, morning), self.cast.by_grid[door.grid]
        called = self.rng.random() < _CALLERS
        asked = self._asked(door, at, called=called)
        yield _step(need, door, self.cast.clerk if called else worker, at, "raised", **asked)
        fate = self.rng.random()
        if fate < 0.12:
            return  # nobody has taken it yet
        taken = at + timedelta(minutes=self.rng.randrange(5, 60))
        yield _step(need, door, worker, taken, "taken")
        if fate < 0.14:
            cadre = self.cast.by_village[door.village]
            yield _step(need, door, cadre, taken + timedelta(minutes=7), "taken")  # out of reach of one another
        if fate < 0.26:
            return  # still under way
        ended = min(taken + timedelta(minutes=self.rng.randrange(20, 240)), at.replace(hour=19, minute=50))
        if fate < 0.34:
            reason, said = self.rng.choice(_CANNOT)
            note = {"note": {"text": said}} if said else {}
            yield _step(need, door, worker, ended, "closed", reason=reason.value, **note)
        else:
            yield _step(need, door, worker, ended, "delivered", note={"text": self.rng.choice(_DONE)})

    def _asked(self, door: Door, at: datetime, *, called: bool) -> dict[str, Any]:
        what, words = self.rng.choice(_ASKED)
        data: dict[str, Any] = {"what": what.value, "note": {"text": words}}
        if self.rng.random() < 0.25:
            data["urgent"] = True
        elif self.rng.random() < 0.6:
            data["wanted_by"] = (at + timedelta(days=self.rng.choice((1, 1, 2, 3, 5)))).date().isoformat()
        if called:
            person = someone(self.rng)
            return data | {"channel": Heard.PHONE.value, "who": {"name": person.name, "phones": person.phone}}
        data["household"] = str(door.id)
        if self.rng.random() < 0.7:
            data["who"] = {"person": str(made("person", door.id, 0))}
        return data


def _step(need: UUID, door: Door, by: Member, at: datetime, kind: str, **data: Any) -> Step:
    sent = {
        "id": str(made("need", kind, need, at.isoformat())),
        "kind": f"outreach.need_{kind}",
        "subject": str(need),
        "area": door.grid,
        "at": at.isoformat(),
        "data": data,
    }
    return Step(by, sent)
