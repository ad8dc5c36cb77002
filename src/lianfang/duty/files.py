"""Members from a CSV file, in bulk: accounts and postings for a whole county in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lianfang.areas.files import rows_of
from lianfang.areas.models import Area
from lianfang.areas.recording import Note, record
from lianfang.duty import notes
from lianfang.duty.actions import MEMBER_FIELDS, apply
from lianfang.duty.grants import require_edit, require_grant, require_over
from lianfang.duty.kinds import Change
from lianfang.duty.models import Agency, AgencyKind, Member, Posting
from lianfang.duty.roles import Role
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor

_CHUNK = 1_000
_COLUMNS = {
    "username": ("username", "账号", "用户名"),
    "name": ("name", "姓名"),
    "agency": ("agency", "单位"),
    "kind": ("kind", "单位类别"),
    "seat": ("seat", "单位辖区"),
    "title": ("title", "职务"),
    "role": ("role", "岗位"),
    "area": ("area", "辖区", "辖区代码"),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many agencies, members and postings a file added."""

    agencies: int
    members: int
    postings: int


@dataclass(slots=True)
class _Load:
    """What is there and what a file adds to it."""

    actor: Actor
    agencies: dict[str, Agency]
    members: dict[str, Member]
    areas: dict[str, Area]
    held: set[tuple[str, str, str]]
    new_agencies: list[Agency] = field(default_factory=list)
    new_members: list[Member] = field(default_factory=list)
    changed: dict[str, Member] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, row: Mapping[str, str]) -> None:
        """One row: the agency, the member and, if a role is named, the posting."""
        if not row["username"]:
            raise ValidationError(_("需要账号。"))
        member = self._member(row, self._agency(row))
        if row["role"]:
            self._posting(member, _choice(Role, row["role"]), self._area(row["area"]))

    def _agency(self, row: Mapping[str, str]) -> Agency:
        known = self.agencies.get(row["agency"])
        if known is not None:
            return known
        if not (row["agency"] and row["kind"] and row["seat"]):
            raise ValidationError(
                _("没有单位「%(name)s」，请先建立，或填写单位类别和单位辖区。") % {"name": row["agency"]}
            )
        area = self._area(row["seat"])
        require_edit(self.actor, area.pk)
        agency = Agency(name=row["agency"], kind=_choice(AgencyKind, row["kind"]), area=area)
        self.agencies[agency.name] = agency
        self.new_agencies.append(agency)
        self.notes.append(notes.of_agency(agency, Change.CREATED))
        return agency

    def _member(self, row: Mapping[str, str], agency: Agency) -> Member:
        username, values = row["username"], {"name": row["name"], "agency": agency, "title": row["title"]}
        member = self.members.get(username)
        if member is None:
            require_edit(self.actor, agency.area_id)
            member = Member(username=username, password=make_password(None), **values)
            member.clean_fields(exclude=["agency"])
            self.members[username] = member
            self.new_members.append(member)
            self.notes.append(notes.of_member(member, Change.CREATED))
        elif stated := {n: v for n, v in values.items() if v and getattr(member, n) != v}:
            require_over(self.actor, member)
            require_edit(self.actor, agency.area_id)
            names = apply(member, stated, MEMBER_FIELDS)
            self.changed[username] = member
            self.notes.append(notes.of_member(member, Change.CHANGED, names))
        return member

    def _posting(self, member: Member, role: str, area: Area) -> None:
        key = (member.username, role, area.pk)
        if key in self.held:
            return
        require_grant(self.actor, member, role, area.pk)
        if not member.is_active:
            raise ValidationError(_("「%(name)s」的账号已停用，请先恢复账号。") % {"name": member.name})
        self.held.add(key)
        posting = Posting(member=member, role=role, area=area, since=clock.now())
        self.postings.append(posting)
        self.notes.append(notes.of_posting(posting, Change.CREATED))

    def _area(self, code: str) -> Area:
        area = self.areas.get(code)
        if area is None:
            raise ValidationError(_("没有代码为「%(code)s」的辖区。") % {"code": code})
        return area

    def write(self) -> Loaded:
        """Write everything and leave the entries."""
        Agency.objects.bulk_create(self.new_agencies)
        Member.objects.bulk_create(self.new_members, batch_size=_CHUNK)
        Member.objects.bulk_update(self.changed.values(), ["name", "agency", "title"], batch_size=_CHUNK)
        Posting.objects.bulk_create(self.postings, batch_size=_CHUNK)
        record(self.notes, self.actor)
        return Loaded(len(self.new_agencies), len(self.new_members), len(self.postings))


def load_members(path: Path, actor: Actor) -> Loaded:
    """Load members and their postings from a CSV file: `username,name,agency,role,area`, and if wanted `title`.

    One row per posting; a member may have several rows. An agency that is not there yet needs `kind` and `seat`
    (its area's code). Roles and kinds are given by code or by their Chinese name. Nothing is ever taken away,
    and a second load changes nothing. Raises one ValidationError that names every bad row, PermissionDenied for
    the first that the actor may not load; then nothing is loaded.
    """
    rows = list(rows_of(path, _COLUMNS))
    problems = []
    with transaction.atomic():
        load = _start(rows, actor)
        for number, row in rows:
            try:
                load.take(row)
            except ValidationError as error:
                problems.append(_("第 %(row)s 行：%(why)s") % {"row": number, "why": "".join(error.messages)})
        if problems:
            raise ValidationError(problems)
        return load.write()


def _start(rows: list[tuple[int, dict[str, str]]], actor: Actor) -> _Load:
    wanted = {row["username"] for _number, row in rows}
    members = [row for row in Member.objects.select_related("agency") if row.username in wanted]
    held = Posting.objects.filter(until=None).values_list("member__username", "role", "area_id")
    areas = {area.pk: area for area in Area.objects.filter(retired_on=None)}
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    return _Load(actor, agencies, {row.username: row for row in members}, areas, set(held))


def _choice(choices: type[Role] | type[AgencyKind], text: str) -> str:
    for value, label in choices.choices:
        if text in (value, str(label)):
            return str(value)
    raise ValidationError(
        _("不认识「%(text)s」，可选：%(choices)s。")
        % {"text": text, "choices": _("、").join(str(label) for label in choices.labels)}
    )
