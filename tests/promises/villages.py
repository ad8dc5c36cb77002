"""Two villages of the same county with the same life in each, told through the door; each keeps its own secrets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids
from django.core.files.uploadedfile import SimpleUploadedFile

from lianfang.areas.models import Area
from lianfang.briefing.actions import freeze
from lianfang.checkpoints.models import Referral
from lianfang.duty import actions, teams
from lianfang.duty.devices import issue_token
from lianfang.duty.models import AgencyKind, Member, Posting
from lianfang.exchange.importing import incoming
from lianfang.exchange.importing.keeping import run_kept
from lianfang.exchange.models import Import
from lianfang.field.enrolment import begin
from lianfang.ledger import clock
from lianfang.ledger.answers import Status
from lianfang.ledger.door import submit
from lianfang.ledger.kinds import keyed_subject
from lianfang.ledger.models import Entry
from lianfang.ledger.scope import SYSTEM
from lianfang.proofs.models import Proof
from lianfang.protocols.kinds import AreaListed
from lianfang.screening.models import Hit
from lianfang.vault.models import Destruction
from lianfang.vault.retention import Certificate
from tests.conftest import COUNTY
from tests.field import Case, Raw, entry, finished, moment, send

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_KEYS = ("house", "next_house", "owner", "guest", "met", "owned", "guested", "unplaced", "unsure", "record", "twin")
_NEEDS = ("need", "called")


def id_number(serial: int) -> str:
    """A well-formed citizen number of a region that does not exist."""
    body = f"99911119800101{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


@dataclass
class Village:
    """A village, who works in it, and what must not leave it."""

    name: str
    area: str
    grid: str
    serial: int
    worker: Member
    cadre: Member
    campaign: UUID
    names: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    ids: dict[str, UUID] = field(default_factory=dict)
    token: str = ""
    slip: str = ""

    @property
    def people(self) -> set[str]:
        """What is said of its people in words: names, numbers, telephones, addresses, notes."""
        return {*self.names, *self.identifiers}

    @property
    def secrets(self) -> set[str]:
        """All that must not be seen from the other village: the words, and every id."""
        words = self.people | set(self.others)  # who works there, and what its lists are called
        return words | {form for one in self.ids.values() for form in (str(one), one.hex)}

    def who(self, name: str) -> dict[str, Any]:
        """A person of this village with everything that identifies; each call a new person."""
        self.serial += 1
        number, address = id_number(self.serial), f"{self.name[:2]}{self.serial}组{self.serial}9号"
        phone = f"139{self.serial:03d}{self.serial * 7919 % 100_000:05d}"
        self.names.append(name)
        self.identifiers += [number, phone, address]
        return {"name": name, "id_number": number, "phones": [phone], "address": address}

    def note(self, text: str) -> dict[str, str]:
        """Free text with something of this village in it."""
        self.identifiers.append(f"{self.name}{text}")
        return {"text": f"{self.name}{text}"}


def settle(village: Village, case: Case, people: Iterable[str], chief: Member) -> None:
    """Households, persons, targets of every sort, doubts, doors, what was held and what was refused."""
    ids = village.ids
    ids |= {key: uuids.uuid7() for key in (*_KEYS, *_NEEDS, "door", "list")}
    owner, guest, met, unplaced, unsure, twin = map(village.who, people)
    taken(chief, [*_register(village, owner, guest), *_lists(village, case, (met, owner, guest, unplaced, unsure))])
    taken(village.worker, [*_days(village), *_needs(village)])
    again = twin | {"person": str(ids["twin"])}
    decided = {"decision": "same", "same_as": str(ids["owner"]), "note": village.note("的判定理由")}
    taken(
        chief,
        [
            case.listed(uuids.uuid7(), village.grid, moment(26), who=again, unsure=True),
            _unsure(village, "twin", ids["owner"]),
            entry("people.identity_decided", ids["twin"], village.grid, moment(30), **decided),
        ],
    )
    astray = entry("verification.visited", ids["met"], village.grid, moment(31), outcome=village.names[0])
    assert [answer.status for answer in send(village.worker, [astray])] == [Status.REFUSED]
    late = entry("verification.visited", ids["met"], village.grid, moment(31), corrects=uuids.uuid7(), outcome="met")
    assert [answer.status for answer in send(village.worker, [late])] == [Status.HELD]
    ids |= {"held": UUID(late["id"]), "refused": UUID(astray["id"])}
    _declared(village)
    _ordered(village, chief)
    _stopped(village, chief)
    _watched(village, chief)
    _certified(village)
    for row in Entry.objects.filter(area__startswith=village.area):
        ids[f"entry {row.seq}"] = row.id


def _register(village: Village, owner: dict[str, Any], guest: dict[str, Any]) -> list[Raw]:
    ids, at = village.ids, moment(20)
    found = []
    for number, (house, person, said) in enumerate(
        (("house", "owner", owner), ("next_house", "guest", guest)), start=1
    ):
        where = {"household": str(ids[house]), "address": said["address"]}
        found.append(
            entry("people.household_registered", ids[house], village.grid, at, where=where, walk=number * 10)
        )
        known = said | {"person": str(ids[person])}
        home = {"household": str(ids[house])}
        found.append(entry("people.person_registered", ids[person], village.grid, moment(20, 10), who=known, **home))
    gone = {"whereabouts": "away", "note": village.note("的去向备注")}
    return [*found, entry("people.whereabouts", ids["guest"], village.grid, moment(21), **gone)]


def _lists(village: Village, case: Case, listed: tuple[dict[str, Any], ...]) -> list[Raw]:
    met, owner, guest, unplaced, unsure = listed
    ids, at, grid = village.ids, moment(25), village.grid
    remark = village.note("的名单备注")
    home = {"household": str(ids["house"])}
    return [
        case.listed(ids["met"], grid, at, who=met, row=1, remark=remark),
        case.listed(ids["owned"], grid, at, who=owner | {"person": str(ids["owner"])}, row=2, **home),
        case.listed(ids["guested"], grid, at, who=guest | {"person": str(ids["guest"])}, row=3),
        case.listed(ids["unplaced"], village.area, at, who=unplaced, row=4, placed=False),
        case.listed(ids["unsure"], grid, at, who=unsure | {"person": str(ids["record"])}, row=5, unsure=True),
        _unsure(village, "record", ids["guest"]),
    ]


def _unsure(village: Village, record: str, candidate: UUID) -> Raw:
    may_be = {"candidates": [str(candidate)], "why": "name_sound"}
    return entry("people.identity_unsure", village.ids[record], village.grid, moment(25), **may_be)


def _days(village: Village) -> list[Raw]:
    ids, grid = village.ids, village.grid
    phone = f"138{village.serial:08d}"
    village.identifiers.append(phone)
    knock = {"campaign": str(village.campaign), "household": str(ids["next_house"]), "met": False, "cause": "locked"}
    corrected = {"accuracy": "corrected", "reason": "typing", "who": {"phones": [phone]}}
    doubt = {"about": "travel", "note": village.note("的疑点说明")}
    refusal = {"outcome": "refused", "note": village.note("的走访备注"), "again_on": "2020-01-30"}
    return [
        *finished(ids["met"], grid),
        entry("verification.visited", ids["owned"], grid, moment(28), **refusal),
        entry("verification.checked", ids["owned"], grid, moment(28, 10), **corrected),
        entry("verification.doubted", ids["guested"], grid, moment(28), **doubt),
        entry("verification.claimed", ids["owned"], grid, moment(28, 11), until="2099-01-01T00:00:00+08:00"),
        entry("verification.knocked", ids["door"], grid, moment(28), **knock, note=village.note("的敲门备注")),
    ]


def _declared(village: Village) -> None:
    """A response of the village's own, and an area that only it has listed."""
    ids, code = village.ids, f"4201{village.serial:02}"
    ids |= {"response": uuids.uuid7(), "listed": keyed_subject(AreaListed.kind, {"code": code})}
    paper = village.note("的响应文件")
    level = {"level": "II", "edition": "covid-2020-2", "note": paper}
    place = {"code": code, "name": f"{village.name}名下地区", "level": "outbreak", "source": f"{village.name}通告"}
    dates = {"since": "2020-01-23", "until": "2020-02-20", "source_date": "2020-01-24"}
    answers = submit(
        [
            entry("protocols.response_declared", ids["response"], village.area, moment(24), **level),
            entry("protocols.area_listed", ids["listed"], village.area, moment(24), **place, **dates),
        ],
        SYSTEM,
    )
    assert {answer.status for answer in answers} == {Status.ACCEPTED}
    village.others += [place["name"], place["source"]]


def _ordered(village: Village, chief: Member) -> None:
    """An order on somebody on record, approved, served and objected to."""
    ids, grid = village.ids, village.grid
    ids |= {"order": uuids.uuid7(), "proposal": uuids.uuid7(), "seen": uuids.uuid7()}
    whereabouts = entry("people.whereabouts", ids["owner"], grid, moment(28), id=ids["seen"], whereabouts="returned")
    said: dict[str, Any] = {
        "measure": "home",
        "person": str(ids["owner"]),
        "rule": "county-2020/listed-home",
        "evidence": [str(ids["seen"])],
        "basis": ["law-40"],
        "since": moment(28).isoformat(),
        "until": moment(31).isoformat(),
        "at_household": str(ids["house"]),
        "responsible": str(village.worker.pk),
        "note": village.note("的情况说明"),
    }
    proposed = entry("orders.proposed", ids["order"], grid, moment(28), id=ids["proposal"], **said)
    taken(village.cadre, [whereabouts, proposed])
    taken(chief, [entry("orders.approved", ids["order"], grid, moment(28, 10), proposal=str(ids["proposal"]))])
    against = {"note": village.note("的异议内容")}
    taken(
        village.cadre,
        [
            entry("orders.served", ids["order"], grid, moment(28, 11), how="handed", note=village.note("的送达情况")),
            entry("orders.objected", ids["order"], grid, moment(28, 12), **against),
        ],
    )


def _stopped(village: Village, chief: Member) -> None:
    """Somebody looked for comes to the village's post with a car: hits."""
    ids, area = village.ids, village.area
    ids |= {"gate": uuids.uuid7(), "car": uuids.uuid7()}
    plate = f"川Y{village.serial:05d}"
    village.others.append(plate)
    opened = entry("checkpoints.post_opened", ids["gate"], area, moment(27), name=f"{village.name}路口", what="joint")
    said = {"travellers": [{"id_number": village.identifiers[0]}], "vehicle": {"plate": plate}}
    passed = entry("checkpoints.passed", ids["car"], area, moment(29), post=str(ids["gate"]), **said)
    taken(chief, [opened, passed | {"place": str(ids["gate"])}])
    village.others.append(f"{village.name}路口")
    [ids["hit"], *_more] = Hit.objects.filter(area=area).order_by("id").values_list("id", flat=True)
    noted = {"outcome": "handed_over", "note": village.note("的处置说明")}
    taken(village.cadre, [entry("screening.handled", ids["hit"], area, moment(29, 10), **noted)])


def _watched(village: Village, chief: Member) -> None:
    """A car looked for in the village, and somebody sent from its post to the clinic."""
    ids, area, gate = village.ids, village.area, str(village.ids["gate"])
    ids |= {"lookout": uuids.uuid7(), "walker": uuids.uuid7()}
    plate = f"渝B{village.serial:05d}"
    village.others.append(plate)
    until = moment(31).replace(month=12).isoformat()
    sought = {"vehicle": {"plate": plate}, "reason": "traced", "until": until, "note": village.note("的布控要求")}
    ill = village.who(f"{village.name[0]}发热人") | {"temperature": 38.1, "outcome": "hospital"}
    walked = entry("checkpoints.passed", ids["walker"], area, moment(29, 15), post=gate, travellers=[ill])
    taken(
        chief,
        [
            entry("checkpoints.lookout_opened", ids["lookout"], area, moment(29), **sought),
            walked | {"place": gate},
            entry(
                "checkpoints.queue_seen", ids["gate"], area, moment(29, 16), vehicles=9, note=village.note("缺口罩")
            ),
        ],
    )
    ids["referral"] = Referral.objects.get(area=area).pk
    answer = {"result": "admitted", "note": village.note("的医院反馈")}
    taken(chief, [entry("checkpoints.referral_answered", ids["referral"], area, moment(29, 20), **answer)])


def _certified(village: Village) -> None:
    """A proof for somebody on record, and a pass for somebody in no register; both hold today."""
    ids, grid, now = village.ids, village.grid, clock.now()
    ids |= {"proof": uuids.uuid7(), "pass": uuids.uuid7()}
    until = (now + timedelta(days=9)).date().isoformat()
    lives = {"what": "residence", "who": {"person": str(ids["owner"])}, "note": village.note("的证明说明")}
    works = {"what": "essential", "work": "medical", "who": village.who(f"{village.name[0]}外来护士")}
    taken(
        village.cadre,
        [
            entry("proofs.issued", ids["proof"], grid, now, until=until, **lives),
            entry("proofs.issued", ids["pass"], grid, now, until=until, **works),
        ],
    )
    village.slip = Proof.objects.get(pk=ids["pass"]).code


def _needs(village: Village) -> list[Raw]:
    """Somebody on record needs medicine, which was delivered by two; a caller in no register needs a ride."""
    ids, grid = village.ids, village.grid
    caller = {name: said for name, said in village.who(f"{village.name[0]}来电人").items() if name != "id_number"}
    known = {"who": {"person": str(ids["owner"])}, "household": str(ids["house"])}
    wish, done = village.note("的需求"), village.note("的办理情况")
    return [
        entry("outreach.need_raised", ids["need"], grid, moment(28), what="medicine", note=wish, **known),
        entry("outreach.need_taken", ids["need"], grid, moment(28, 10)),
        entry("outreach.need_delivered", ids["need"], grid, moment(28, 11), note=done),
        entry("outreach.need_delivered", ids["need"], grid, moment(28, 12)),
        entry("outreach.need_raised", ids["called"], grid, moment(28), what="medical", urgent=True, who=caller),
    ]


def staff(village: Village, chief: Member) -> None:
    """The village's agency, its group, a member without rights, devices, a frozen briefing, and their ids."""
    here, ids = Area.objects.get(pk=village.area), village.ids
    agency = actions.add_agency(f"{village.name}村委会", AgencyKind.VILLAGE_COMMITTEE, here, SYSTEM)
    helper = actions.add_member(f"helper{village.serial}", f"{village.name}帮手", agency, SYSTEM)
    posting = actions.post(helper, "grid_worker", Area.objects.get(pk=village.grid), SYSTEM)
    team = teams.make_group(f"{village.name}小组", agency, here, SYSTEM, lead=helper)
    worker = Member.objects.get(pk=village.worker.pk)
    token, village.token = issue_token(worker, f"{village.name}手机", worker.actor)
    ids |= {"agency": agency.pk, "helper": helper.pk, "posting": posting.pk, "team": team.pk, "token": token.pk}
    ids["enrolment"] = begin(worker, worker)[0].pk
    ids |= {"worker": village.worker.pk, "cadre": village.cadre.pk}
    ids |= {f"posting of {p.member_id}": p.pk for p in Posting.objects.filter(area__code__startswith=village.area)}
    ids["frozen"] = freeze(village.area, moment(30, 8, 30), Member.objects.get(pk=chief.pk).actor).pk
    village.others += [f"{village.name}帮手", f"{village.name}小组", village.worker.name, village.cadre.name]


def import_list(village: Village, chief: Member) -> None:
    """A list of the village imported, one of its rows unreadable; another uploaded only; identities destroyed."""
    listed = village.who(f"{village.name[0]}名单人")
    said = ",".join((listed["name"], listed["id_number"], *listed["phones"], "1组1号"))
    rows = f"姓名,身份证号,电话,住址\n{said}\n"
    upload = SimpleUploadedFile(f"{village.name}名单.csv", f"{rows},,{listed['phones'][0]},\n".encode())
    actor = Member.objects.get(pk=chief.pk).actor
    with TemporaryDirectory() as folder:
        path = Path(folder) / str(upload.name)
        path.write_bytes(upload.read())
        run_kept([path], village.campaign, actor, area=village.area)
    upload.seek(0)
    draft = Import(name=f"{village.name}草稿", area=village.area, member=chief.pk)
    incoming.keep(draft, [upload])
    draft.save()
    done = Import.objects.get(area=village.area, state="done")
    reason = f"{village.name}到期"
    counts = {"entities": 1, "statements": 1, "waiting": 0}
    told = {"id": uuids.uuid7(), "at": moment(31), "area": village.area, "reason": reason, "selection": {}}
    issued = Certificate(**told, **counts, by=chief.pk, keys=(), method="AES-256-GCM key erasure")
    certificate = issued.model_dump(mode="json")
    gone = Destruction.objects.create(**told, counts=counts, certificate=certificate)
    village.ids |= {"imported": done.pk, "draft": draft.pk, "destruction": gone.pk}
    village.others += [f"{village.name}名单.csv", f"{village.name}草稿", reason]


def taken(member: Member, entries: list[Raw]) -> None:
    """Through the door, and all of it in."""
    answers = send(member, entries)
    assert {a.status for a in answers} <= {Status.ACCEPTED, Status.FLAGGED}, [a.as_json() for a in answers]


def opened(case: Case, members: SimpleNamespace) -> None:
    """The campaign and its list, known to the whole county."""
    taken(members.clerk, case.opening(COUNTY, moment(24)))
