"""The only writers of agencies, members and postings: one function per verb, each leaving an entry.

Each checks what the actor may (see `grants`) and raises PermissionDenied, or ValidationError for what is wrong with
the data; either way nothing is written. Groups are in `teams`, devices in `devices`, files in `files`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianfang.areas.models import Area
from lianfang.areas.recording import record
from lianfang.duty import notes
from lianfang.duty.grants import current, require_edit, require_grant, require_over, require_reach
from lianfang.duty.kinds import Change
from lianfang.duty.models import Agency, Member, Posting
from lianfang.ledger import clock
from lianfang.ledger.scope import SYSTEM, Actor

MEMBER_FIELDS = frozenset({"username", "name", "title", "language", "agency"})


def add_agency(name: str, kind: str, area: Area, actor: Actor) -> Agency:
    """Add an agency."""
    require_edit(actor, area.pk)
    agency = Agency(name=name.strip(), kind=kind, area=area)
    agency.full_clean()
    with transaction.atomic():
        agency.save(force_insert=True)
        record([notes.of_agency(agency, Change.CREATED)], actor)
    return agency


def change_agency(agency: Agency, values: Mapping[str, Any], actor: Actor) -> Agency:
    """Change an agency's `name`, `kind` or `area`; a new area must be the actor's too."""
    require_edit(actor, agency.area_id)
    names = apply(agency, values, frozenset({"name", "kind", "area"}))
    require_edit(actor, agency.area_id)
    if names:
        agency.full_clean()
        with transaction.atomic():
            agency.save(update_fields=names)
            record([notes.of_agency(agency, Change.CHANGED, names)], actor)
    return agency


def add_member(
    username: str,
    name: str,
    agency: Agency,
    actor: Actor,
    *,
    title: str = "",
    language: str = "zh-hans",
    password: str | None = None,
) -> Member:
    """Add somebody to an agency. Without a password they cannot sign in until one is set; rights come by `post`."""
    require_edit(actor, agency.area_id)
    member = Member(username=username.strip(), name=name.strip(), agency=agency, title=title, language=language)
    if password is not None:
        validate_password(password, member)
    member.set_password(password)
    member.full_clean()
    with transaction.atomic():
        member.save(force_insert=True)
        record([notes.of_member(member, Change.CREATED)], actor)
    return member


def change_member(member: Member, values: Mapping[str, Any], actor: Actor) -> Member:
    """Change a member's account (see MEMBER_FIELDS); a new agency must be in the actor's areas too."""
    require_over(actor, member)
    names = apply(member, values, MEMBER_FIELDS)
    require_over(actor, member)
    return _save_member(member, names, Change.CHANGED, actor)


def choose_language(member: Member, language: str) -> Member:
    """A member's own choice of the language they read (one of `settings.LANGUAGES`). It needs no right, so the system
    leaves the entry: members may not write on members."""
    names = apply(member, {"language": language}, frozenset({"language"}))
    return _save_member(member, names, Change.CHANGED, SYSTEM)


def set_password(member: Member, password: str, actor: Actor) -> Member:
    """Give a member a new password, which ends their sessions."""
    require_over(actor, member)
    validate_password(password, member)
    member.set_password(password)
    return _save_member(member, ["password"], Change.CHANGED, actor)


def close_account(member: Member, actor: Actor) -> Member:
    """Somebody leaves: no more sign-in, their postings end now and their devices are taken off."""
    require_over(actor, member)
    with transaction.atomic():
        for posting in current(member):
            end_posting(posting, actor)
        member.tokens.filter(revoked=None).update(revoked=timezone.now())
        member.is_active = False
        return _save_member(member, ["is_active"], Change.ENDED, actor)


def reopen_account(member: Member, actor: Actor) -> Member:
    """Somebody comes back; postings have to be given anew."""
    require_over(actor, member)
    member.is_active = True
    return _save_member(member, ["is_active"], Change.REOPENED, actor)


def post(
    member: Member,
    role: str,
    area: Area,
    actor: Actor,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Posting:
    """Give a member a post in an area, from now unless told otherwise."""
    require_grant(actor, member, role, area.pk)
    posting = Posting(member=member, role=role, area=area, since=since or clock.now(), until=until)
    if not member.is_active:
        raise ValidationError(_("「%(name)s」的账号已停用，请先恢复账号。") % {"name": member.name})
    if area.retired_on is not None:
        raise ValidationError(_("辖区「%(name)s」已停用，请选择在用的辖区。") % {"name": area.name})
    if any(p.role == role and p.area_id == area.pk for p in current(member)):
        raise ValidationError(_("「%(name)s」已经有这个岗位了。") % {"name": member.name})
    posting.full_clean()
    with transaction.atomic():
        posting.save(force_insert=True)
        record([notes.of_posting(posting, Change.CREATED)], actor)
    return posting


def end_posting(posting: Posting, actor: Actor, *, at: datetime | None = None) -> Posting:
    """End a posting, now unless told otherwise. What was recorded offline before is still taken for 14 days."""
    require_reach(actor, posting.role, posting.area_id)
    now = clock.now()
    if posting.until is not None and posting.until <= now:
        raise ValidationError(_("这个岗位已经结束了。"))
    posting.until = max(at or now, posting.since)
    with transaction.atomic():
        posting.save(update_fields=["until"])
        record([notes.of_posting(posting, Change.ENDED)], actor)
    return posting


def apply(row: models.Model, values: Mapping[str, Any], allowed: frozenset[str]) -> list[str]:
    """Set what differs on an unsaved row; gives the names of the fields that did, in order."""
    unknown = set(values) - allowed
    if unknown:
        raise ValidationError(_("不能修改这些字段：%(fields)s。") % {"fields": _("、").join(sorted(unknown))})
    names = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name in names:
        setattr(row, name, values[name])
    return names


def _save_member(member: Member, names: list[str], change: Change, actor: Actor) -> Member:
    if names:
        member.full_clean()
        with transaction.atomic():
            member.save(update_fields=names)
            record([notes.of_member(member, change, names)], actor)
    return member
