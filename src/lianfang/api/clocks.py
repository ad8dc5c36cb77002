"""What a phone's own clock says while it sends, held against the real time."""

from datetime import datetime

from django.utils import timezone

from lianfang.ledger.door import CLOCK_TOLERANCE


def oddities(said: str) -> tuple[str, ...]:
    """The flags for a batch sent with this `X-Clock` (ISO 8601 with a zone): the phone's time, not an exercise's.

    A header that cannot be read tells nothing, so nothing follows from it: a fact is never refused for a clock.
    """
    try:
        ahead = datetime.fromisoformat(said) - timezone.now()
    except (ValueError, TypeError, OverflowError):
        return ()
    return ("clock_off",) if abs(ahead) > CLOCK_TOLERANCE else ()
