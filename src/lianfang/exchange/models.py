"""Imports as the desk shows them, and the corrections of columns that are remembered."""

from datetime import timedelta
from uuid import UUID

import uuid_utils.compat as uuids
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENT = timedelta(seconds=90)  # a running import says so after every batch, which takes a few seconds


def new_id() -> UUID:
    """A time-ordered id (UUIDv7)."""
    return uuids.uuid7()


class State(models.TextChoices):
    """How far an import is."""

    DRAFT = "draft", _("待开始")
    RUNNING = "running", _("正在导入")
    INTERRUPTED = "interrupted", _("已中断")
    FAILED = "failed", _("未能导入")
    DONE = "done", _("已完成")


class Import(models.Model):
    """One run of an import. The facts are in the ledger; this is its report and how far it has come.

    `report` is sealed by the vault: reasons may quote what stood in a cell. `options` holds what was chosen
    (year, agency, due date), `progress` the counts so far. `touched` is renewed after every batch.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    area = models.CharField(max_length=24)
    member = models.UUIDField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    files = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True)
    touched = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    report = models.BinaryField(null=True)

    class Meta:
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["area", "-created"], name="import_area")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def standing(self) -> State:
        """The state as of now: a run that has fallen silent was interrupted."""
        silent = self.touched is None or timezone.now() - self.touched > SILENT
        return State.INTERRUPTED if self.state == State.RUNNING and silent else State(self.state)


class RememberedMapping(models.Model):
    """What a person said about the columns of lists with this heading; used by itself next time."""

    signature = models.CharField(max_length=16, primary_key=True)
    mapping = models.JSONField(default=dict)
    member = models.UUIDField(null=True)
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.signature
