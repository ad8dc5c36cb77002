"""The state of a list lives in its address: small edits of the query string."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

#: The parameter that says where in the list one is; any other change begins the list anew.
CURSOR = "cursor"


def changed(request: HttpRequest, **values: str | None) -> str:
    """This page's address with some parameters set (None: removed). Leaves the cursor out unless given."""
    query = request.GET.copy()
    query.pop(CURSOR, None)
    for name, value in values.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return _address(request, query)


def without(request: HttpRequest, name: str, value: str) -> str:
    """This page's address with one value of one parameter taken away."""
    query = request.GET.copy()
    query.pop(CURSOR, None)
    query.setlist(name, [other for other in query.getlist(name) if other != value])
    return _address(request, query)


@dataclass(frozen=True, slots=True)
class Sort:
    """How a list is sorted: `name` of the column, `order` as Django wants it (ends with the primary key)."""

    name: str
    descending: bool
    order: tuple[str, ...]

    @classmethod
    def of(cls, request: HttpRequest, columns: Mapping[str, str], default: str) -> "Sort":
        """Read `?sort=name` or `?sort=-name`; anything not in `columns` (name → field) means `default`."""
        wish = request.GET.get("sort", default)
        if wish.removeprefix("-") not in columns:
            wish = default
        name, sign = wish.removeprefix("-"), "-" if wish.startswith("-") else ""
        return cls(name, bool(sign), (sign + columns[name], sign + "pk"))


def _address(request: HttpRequest, query: QueryDict) -> str:
    return f"{request.path}?{query.urlencode()}" if query else request.path
