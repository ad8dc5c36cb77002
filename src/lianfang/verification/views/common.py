"""What every page of a campaign needs: who asks, what they may see of it, and the way between its pages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.desk.components import Tab
from lianfang.ledger.scope import Actor
from lianfang.verification.queries.places import Place, place
from lianfang.verification.queries.scope import VIEW, Scope, scope_of


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; pages are for signed-in members only."""
    return request.user.actor  # type: ignore[union-attr]  # login_required stands before every view


def scoped(request: HttpRequest, campaign: UUID, right: str = VIEW) -> Scope:
    """What the member may see of the campaign, in the area their address names; 404 gives no hint of more."""
    scope = scope_of(actor_of(request), campaign, request.GET.get("area", ""), right)
    if scope is None:
        raise Http404
    return scope


def here(scope: Scope, right: str = VIEW) -> Place:
    """Where the member looks, with the areas above and below."""
    return place(scope.actor.areas(right), scope.area)


ON_SCREEN, ON_PAPER = 50, 500


def paper(request: HttpRequest) -> bool:
    """Whether the list is wanted for printing: longer pages."""
    return request.GET.get("paper") == "1"


def size(request: HttpRequest) -> int:
    """Rows on a page."""
    return ON_PAPER if paper(request) else ON_SCREEN


_PAGES = (
    ("board", N_("进展")),
    ("targets", N_("对象")),
    ("unclear", N_("地址待判定")),
    ("again", N_("回访")),
    ("rounds", N_("入户排查")),
    ("lists", N_("名单核销")),
    ("doubts", N_("疑点")),
)


def address(scope: Scope, name: str, **values: Any) -> str:
    """The address of a page of this campaign, in the same area unless another is given."""
    query = {"area": scope.area} | values
    kept = [(key, value) for key, value in query.items() if value not in ("", None)]
    path = reverse(f"verification:{name}", args=[scope.campaign.pk])
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def tabs(scope: Scope, current: str) -> list[Tab]:
    """The campaign's pages."""
    hidden = set() if scope.actor.may("verification.place") else {"unclear"}
    return [Tab(_(label), address(scope, name), name == current) for name, label in _PAGES if name not in hidden]


def ways(scope: Scope, found: Place, name: str) -> Sequence[tuple[str, str]]:
    """The breadcrumb's areas as (label, address): those above, then the one looked at without address."""
    above = [(area.name, address(scope, name, area=area.pk)) for area in found.above]
    return [*above, *([(found.here.name, "")] if found.here else [])]


def frame(scope: Scope, found: Place, name: str) -> dict[str, Any]:
    """What the frame of every page of a campaign shows."""
    return {
        "campaign": scope.campaign,
        "scope": scope,
        "place": found,
        "ways": ways(scope, found, name),
        "board_href": address(scope, "board"),
        "tabs": tabs(scope, name),
    }


def target_href(target: UUID) -> str:
    """The target's own page."""
    try:
        return reverse("verification:target", args=[target])
    except NoReverseMatch:
        return ""
