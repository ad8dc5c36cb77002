"""The only writers of groups and who belongs to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lianfang.areas.models import Area
from lianfang.areas.recording import record
from lianfang.duty import notes
from lianfang.duty.actions import apply
from lianfang.duty.grants import require_edit
from lianfang.duty.kinds import Change
from lianfang.duty.models import Agency, Group, GroupMember, Member
from lianfang.ledger import clock
from lianfang.ledger.scope import Actor


def make_group(name: str, agency: Agency, area: Area, actor: Actor, *, lead: Member | None = None) -> Group:
    """Form a group; its lead belongs to it from the start."""
    require_edit(actor, area.pk)
    group = Group(name=name.strip(), agency=agency, area=area, lead=lead)
    group.full_clean()
    with transaction.atomic():
        group.save(force_insert=True)
        record([notes.of_group(group, Change.CREATED)], actor)
        if lead is not None:
            join(group, lead, actor)
    return group


def change_group(group: Group, values: Mapping[str, Any], actor: Actor) -> Group:
    """Change a group's `name`, `area` or `lead`."""
    require_edit(actor, group.area_id)
    names = apply(group, values, frozenset({"name", "area", "lead"}))
    require_edit(actor, group.area_id)
    if names:
        group.full_clean()
        with transaction.atomic():
            group.save(update_fields=names)
            record([notes.of_group(group, Change.CHANGED, names)], actor)
    return group


def join(group: Group, member: Member, actor: Actor, *, since: datetime | None = None) -> GroupMember:
    """A member joins a group; joining twice is joining once."""
    require_edit(actor, group.area_id)
    if not member.is_active:
        raise ValidationError(_("「%(name)s」的账号已停用，请先恢复账号。") % {"name": member.name})
    with transaction.atomic():
        belongs = group.memberships.filter(member=member, until=None).first()
        if belongs is None:
            belongs = GroupMember(group=group, member=member, since=since or clock.now())
            belongs.save(force_insert=True)
            record([notes.of_membership(belongs, Change.CREATED)], actor)
    return belongs


def leave(group: Group, member: Member, actor: Actor) -> None:
    """A member leaves a group; the lead must be replaced first."""
    require_edit(actor, group.area_id)
    if group.lead_id == member.pk:
        raise ValidationError(_("「%(name)s」是组长，请先更换组长。") % {"name": member.name})
    with transaction.atomic():
        for belongs in group.memberships.filter(member=member, until=None).select_related("group"):
            belongs.until = clock.now()
            belongs.save(update_fields=["until"])
            record([notes.of_membership(belongs, Change.ENDED)], actor)
