"""Who may see what in the shell. The rights themselves belong to the member (`duty`)."""

from typing import Protocol, cast

from django.http import HttpRequest


class Entitled(Protocol):
    """What the shell asks of a signed-in member."""

    def may(self, right: str) -> bool:
        """Whether the member holds this right anywhere."""
        ...


def permitted(request: HttpRequest, right: str | None) -> bool:
    """Whether the member who asks may see a thing that needs `right` (None: being signed in is enough)."""
    if not request.user.is_authenticated:
        return False
    return right is None or cast(Entitled, request.user).may(right)
