"""The posts of the four-level grid and what each may do: the one table to read and to change."""

from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lianfang.duty.rights import Right


class Role(TextChoices):
    """A post somebody holds in an area."""

    GRID_WORKER = "grid_worker", _("网格员")
    GRID_LEAD = "grid_lead", _("网格长")
    SUB_AREA_CADRE = "sub_area_cadre", _("包片干部")
    VILLAGE_CADRE = "village_cadre", _("包村干部")
    LINKING_LEADER = "linking_leader", _("挂点领导")
    OFFICER = "officer", _("驻村民警")
    STATION_CHIEF = "station_chief", _("派出所所长")
    DUTY_OFFICER = "duty_officer", _("值班民警")
    CHECKPOINT_OFFICER = "checkpoint_officer", _("卡点值守员")
    CLERK = "clerk", _("内勤")
    COUNTY_DOCTOR = "county_doctor", _("疾控医生")
    COMMAND = "command", _("县指挥部")
    AUDITOR = "auditor", _("审计员")
    ADMINISTRATOR = "administrator", _("系统管理员")


@dataclass(frozen=True, slots=True)
class Duties:
    """What a post gives and asks.

    `answers` is its place in the chain of those who answer for an area, nearest to the door first; None for
    posts that answer for no area.
    """

    rights: frozenset[Right]
    answers: int | None = None


_EVERYONE = {Right.AREA_VIEW, Right.DEVICE_OWN}
_VISIT = _EVERYONE | {
    Right.PEOPLE_RECORD,
    Right.IDENTITY_VIEW,
    Right.VERIFICATION_VIEW,
    Right.VERIFICATION_RECORD,
    Right.VERIFICATION_FEEDBACK,
    Right.OUTREACH_VIEW,
    Right.OUTREACH_RECORD,
}
_GUARD = _EVERYONE | {
    Right.IDENTITY_VIEW,
    Right.CHECKPOINTS_VIEW,
    Right.CHECKPOINTS_RECORD,
    Right.SCREENING_VIEW,
    Right.SCREENING_HANDLE,
}
_CONTROL = _GUARD | {Right.ORDERS_VIEW, Right.ORDERS_PROPOSE, Right.PROOFS_ISSUE}
_LEAD_GRID = _VISIT | {Right.LEDGER_CORRECT, Right.BRIEFING_VIEW}
_LEAD_VILLAGE = (
    _LEAD_GRID
    | _CONTROL
    | {
        Right.PEOPLE_DECIDE,
        Right.VERIFICATION_PLACE,
        Right.VERIFICATION_ASSIGN,
        Right.AREA_EDIT,
    }
)
_LEAD_TOWN = _LEAD_VILLAGE | {
    Right.BRIEFING_WRITE,
    Right.BRIEFING_SIGN,
    Right.MEMBER_EDIT,
    Right.CHECKPOINTS_MANAGE,
    Right.ORDERS_APPROVE,
}
_OFFICE = (
    _LEAD_GRID
    | _CONTROL
    | {
        Right.PEOPLE_DECIDE,
        Right.IMPORT_RUN,
        Right.VERIFICATION_PLACE,
        Right.VERIFICATION_ASSIGN,
        Right.BRIEFING_WRITE,
    }
)
_COMMAND = _LEAD_TOWN | _OFFICE

ROLES = MappingProxyType(
    {
        Role.GRID_WORKER: Duties(frozenset(_VISIT), answers=1),
        Role.GRID_LEAD: Duties(frozenset(_LEAD_GRID), answers=2),
        Role.SUB_AREA_CADRE: Duties(frozenset(_LEAD_VILLAGE), answers=3),
        Role.VILLAGE_CADRE: Duties(frozenset(_LEAD_VILLAGE), answers=4),
        Role.OFFICER: Duties(frozenset(_LEAD_VILLAGE), answers=5),
        Role.LINKING_LEADER: Duties(frozenset(_LEAD_TOWN), answers=6),
        Role.STATION_CHIEF: Duties(frozenset(_COMMAND), answers=7),
        Role.DUTY_OFFICER: Duties(frozenset(_LEAD_VILLAGE | {Right.BRIEFING_WRITE, Right.CHECKPOINTS_MANAGE})),
        Role.CHECKPOINT_OFFICER: Duties(frozenset(_GUARD)),
        Role.CLERK: Duties(frozenset(_OFFICE)),
        Role.COUNTY_DOCTOR: Duties(
            frozenset(_LEAD_GRID | _CONTROL | {Right.PEOPLE_DECIDE, Right.ORDERS_APPROVE, Right.BRIEFING_WRITE})
        ),
        Role.COMMAND: Duties(frozenset(_COMMAND | {Right.PROTOCOLS_MANAGE, Right.VAULT_DESTROY}), answers=8),
        # Checks what others did; sees who looked at whom, never who they are.
        Role.AUDITOR: Duties(
            frozenset(
                _EVERYONE
                | {
                    Right.LEDGER_AUDIT,
                    Right.VERIFICATION_VIEW,
                    Right.CHECKPOINTS_VIEW,
                    Right.ORDERS_VIEW,
                    Right.BRIEFING_VIEW,
                }
            )
        ),
        # Sets the house up for others; no identities, no facts about people.
        Role.ADMINISTRATOR: Duties(frozenset(_EVERYONE | {Right.AREA_EDIT, Right.MEMBER_EDIT, Right.ROLE_GRANT})),
    }
)


def rights_of(role: str) -> frozenset[Right]:
    """The rights a post gives; none for a post this edition no longer knows."""
    duties = ROLES.get(Role(role)) if role in Role.values else None
    return duties.rights if duties else frozenset()
