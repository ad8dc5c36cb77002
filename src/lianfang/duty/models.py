"""The register of duty. Rows are written by `actions` only, which leaves an entry for every change."""

from uuid import UUID

import uuid_utils.compat as uuids
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lianfang.areas.models import Area
from lianfang.duty.actor import actor_of
from lianfang.duty.roles import Role
from lianfang.ledger.scope import Actor


def new_id() -> UUID:
    """A time-ordered id (UUIDv7)."""
    return uuids.uuid7()


class AgencyKind(TextChoices):
    """What sort of body an agency is."""

    COMMAND = "command", _("指挥部")
    POLICE_STATION = "police_station", _("派出所")
    TOWN_GOVERNMENT = "town_government", _("乡镇政府（街道办）")
    VILLAGE_COMMITTEE = "village_committee", _("村（居）委会")
    HEALTH = "health", _("卫生健康")
    MARKET_SUPERVISION = "market_supervision", _("市场监管")
    TRANSPORT = "transport", _("交通运输")
    EDUCATION = "education", _("教育")
    PROPERTY = "property", _("物业")
    OTHER = "other", _("其他")


class Agency(models.Model):
    """A body that people work for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("单位名称"), max_length=64, unique=True)
    kind = models.CharField(_("单位类别"), max_length=24, choices=AgencyKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agencies", verbose_name=_("辖区"))

    class Meta:
        ordering = ["area_id", "name"]
        verbose_name = _("单位")
        verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.name


class Member(AbstractUser):
    """Somebody who works with the system, as they are called at work. Rights come from postings alone:
    Django's groups, permissions and superuser flag grant nothing here."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one word
    last_name = None  # type: ignore[assignment]
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("姓名"), max_length=64)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("单位")
    )
    title = models.CharField(_("职务"), max_length=64, blank=True)
    language = models.CharField(_("语言"), max_length=8, choices=settings.LANGUAGES, default="zh-hans")

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name"], name="member_name")]
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The member's name as written at work."""
        return self.name

    def get_short_name(self) -> str:
        """The same name: there is no shorter one."""
        return self.name

    @cached_property
    def actor(self) -> Actor:
        """What this member may do, worked out once per loaded row."""
        return actor_of(self)

    def may(self, right: str, area: str | None = None) -> bool:
        """Whether the member holds a right in that area, or anywhere when none is named."""
        return self.actor.may(right, area)

    def areas(self, right: str) -> tuple[str, ...]:
        """The areas in which the member holds a right."""
        return self.actor.areas(right)


class Posting(models.Model):
    """A member holds a post in an area from a moment on: it gives rights there and makes them answer for it.

    `until` is the first moment it no longer holds; None means it runs on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="postings", verbose_name=_("人员"))
    role = models.CharField(_("岗位"), max_length=24, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="postings", verbose_name=_("辖区"))
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        ordering = ["area_id", "role", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="posting_ends_after_start"
            ),
            models.UniqueConstraint(fields=["member", "role", "area"], condition=Q(until=None), name="posting_once"),
        ]
        verbose_name = _("任职")
        verbose_name_plural = _("任职")

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.area_id}"


class Group(models.Model):
    """A team that works together in an area, such as one of a station's three verification groups."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("小组名称"), max_length=64)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="groups", verbose_name=_("单位"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="groups", verbose_name=_("辖区"))
    lead = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("组长")
    )

    class Meta:
        ordering = ["area_id", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="group_name")]
        verbose_name = _("小组")
        verbose_name_plural = _("小组")

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A member belongs to a group from a moment on; `until` None means still."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("小组"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships", verbose_name=_("人员"))
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        ordering = ["group_id", "since"]
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], condition=Q(until=None), name="group_member_once")
        ]
        verbose_name = _("小组成员")
        verbose_name_plural = _("小组成员")

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"


class Token(models.Model):
    """A bearer token of one of a member's devices. Only its SHA-256 is kept; the secret is shown once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="tokens", verbose_name=_("人员"))
    device = models.CharField(_("设备名称"), max_length=64)
    digest = models.CharField(max_length=64)
    created = models.DateTimeField(_("登记时间"))
    last_used = models.DateTimeField(_("最近使用"), null=True, blank=True)
    revoked = models.DateTimeField(_("注销时间"), null=True, blank=True)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("设备")
        verbose_name_plural = _("设备")

    def __str__(self) -> str:
        return self.device
