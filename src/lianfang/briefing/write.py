"""From numbers to a report: the sections in their order, the head, and who wrote and signed it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from lianfang.briefing import clock, matters, needs, public, roads, sections
from lianfang.briefing.content import Briefing, read
from lianfang.briefing.models import FrozenBriefing
from lianfang.briefing.report import Report
from lianfang.briefing.teller import Teller
from lianfang.desk.formats import moment
from lianfang.duty.models import Group, Member


def report(briefing: Briefing, frozen: FrozenBriefing | None = None, *, for_public: bool = False) -> Report:
    """A briefing in words, in the active language; `frozen` tells who wrote and signed it.

    `for_public`: what concerns colleagues is left out, and below county level counts under 5 are hidden.
    """
    teller = Teller(briefing)
    said = [
        sections.overall(teller),
        sections.yesterday(teller),
        sections.standing(teller),
        sections.still_open(teller, public=for_public),
        roads.checkpoints(teller),
        roads.measures(teller),
        needs.needs(teller),
    ]
    people = _people(briefing, frozen)
    if not for_public:
        said += [matters.duties(teller, people), matters.reminders(teller), matters.corrections(teller)]
    said.append(sections.table(teller, public=for_public))
    written = Report(
        title=_("%(area)s疫情联防工作简报") % {"area": briefing.name},
        area=briefing.area,
        cutoff=briefing.cutoff,
        seq=briefing.seq,
        head=_head(briefing, frozen, people),
        sections=tuple(said),
        foot=() if for_public else _foot(frozen, people),
        mark=_("对外发布稿") if for_public else _("内部资料　注意保管"),
        public=for_public,
        id=frozen.pk if frozen else None,
        digest=briefing.digest(),
    )
    return public.suppress(written, teller) if for_public else written


def frozen_report(frozen: FrozenBriefing, *, for_public: bool = False) -> Report:
    """A frozen briefing in words: never computed anew."""
    return report(read(frozen.content), frozen, for_public=for_public)


def _head(
    briefing: Briefing, frozen: FrozenBriefing | None, people: Mapping[UUID, str]
) -> tuple[tuple[str, str], ...]:
    writer = _agency(frozen.written_by) if frozen and frozen.written_by else ""
    return (
        (_("填报单位"), writer or briefing.name),
        (_("截至"), clock.spoken(briefing.cutoff)),
        (_("状态"), status(frozen)),
    )


def status(frozen: FrozenBriefing | None) -> str:
    """草稿, 已定稿待签发 or 已签发."""
    if frozen is None:
        return _("草稿，未定稿")
    return _("已签发") if frozen.signed_at else _("已定稿，待签发")


def _foot(frozen: FrozenBriefing | None, people: Mapping[UUID, str]) -> tuple[tuple[str, str], ...]:
    if frozen is None:
        return ((_("填报人"), ""), (_("审核人"), ""))
    writer = f"{_name(people, frozen.written_by)}　{moment(frozen.written_at)}"
    if frozen.signed_at is None:
        return ((_("填报人"), writer), (_("审核人"), _("（待签发）")))
    signer = f"{_name(people, frozen.signed_by)}　{moment(frozen.signed_at)}"
    if frozen.signed_by == frozen.written_by:
        signer += _("（由填报人本人签发）")
    return ((_("填报人"), writer), (_("审核人"), signer))


def _name(people: Mapping[UUID, str], member: UUID | None) -> str:
    return people.get(member, "") if member else _("系统")


def _agency(member: UUID) -> str:
    found = Member.objects.filter(pk=member).values_list("agency__name", flat=True).first()
    return found or ""


def _people(briefing: Briefing, frozen: FrozenBriefing | None) -> dict[UUID, str]:
    members: set[UUID | None] = {duty.member for duty in briefing.duties}
    if frozen is not None:
        members |= {frozen.written_by, frozen.signed_by}
    groups = {duty.group for duty in briefing.duties}
    return names({m for m in members if m}, {g for g in groups if g})


def names(members: Collection[UUID], groups: Collection[UUID] = ()) -> dict[UUID, str]:
    """The names of colleagues and groups."""
    found = dict(Member.objects.filter(pk__in=members).values_list("pk", "name")) if members else {}
    return found | (dict(Group.objects.filter(pk__in=groups).values_list("pk", "name")) if groups else {})
