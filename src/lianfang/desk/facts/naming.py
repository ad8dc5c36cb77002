"""What ids and codes in facts are called: each slice says so for its own types of things."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from lianfang.ledger.scope import Actor

Namer = Callable[[Actor, Collection[Any]], Mapping[Any, str]]

_namers: dict[str, Namer] = {}


def register(what: str, namer: Namer) -> None:
    """Say how things of a type ("area", "household") are called, as this actor may know them.

    Called once in `AppConfig.ready`; the namer answers for any number of ids with a fixed number of queries.
    """
    _namers[what] = namer


def names(actor: Actor, wanted: Mapping[str, Collection[Any]]) -> dict[str, Mapping[Any, str]]:
    """The names of these things by type; a type nobody names has none."""
    return {what: _namers[what](actor, ids) for what, ids in wanted.items() if ids and what in _namers}


def members(_actor: Actor, ids: Collection[Any]) -> dict[Any, str]:
    """Members as they are called at work; one query."""
    return dict(get_user_model().objects.filter(pk__in=ids).values_list("pk", "name"))


def by(member: Any, named: Mapping[str, Mapping[Any, str]]) -> str:
    """Who recorded an entry: a member's name, or the system."""
    return _("系统") if member is None else named.get("member", {}).get(member, "")


register("member", members)
