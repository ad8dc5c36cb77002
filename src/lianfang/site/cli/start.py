"""What every command does first: load Django, and say in one sentence when the installation is not ready."""

import json
import os
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click
import django
from django.conf import settings
from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


class Failure(click.ClickException):
    """A sentence for the terminal; exit code 1."""

    def format_message(self) -> str:
        """The sentence alone."""
        return str(self.message)


def ready(*, migrated: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a command with Django loaded, in Chinese or in the terminal's English; `migrated`: the county exists."""

    def wrap(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            django.setup()
            if migrated:
                _require_tables()
            with translation.override(terminal_language()):
                return command(*args, **kwargs)

        return run

    return wrap


def terminal_language() -> str:
    """The language of LANG, when it is one of ours; otherwise Chinese."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else "zh-hans"


def _require_tables() -> None:
    if pending():
        raise Failure(f"No county is set up in {settings.HOME} for this version: run `lianfang init` first.")


def pending() -> bool:
    """Whether the database lacks tables or columns of this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def actor_named(username: str | None) -> Any:
    """The actor a command speaks for: a member by user name, or the system itself when none is named."""
    from lianfang.duty.models import Member
    from lianfang.ledger.scope import SYSTEM

    if username is None:
        return SYSTEM
    member = Member.objects.filter(username=username).first()
    if member is None:
        raise Failure(f"There is no member with the user name {username}: see `lianfang members --help`.")
    return member.actor


def say_json(content: Any) -> None:
    """Print for a machine: one JSON document on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))
