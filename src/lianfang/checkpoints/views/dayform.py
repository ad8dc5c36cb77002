"""A local day as it stands in an address."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from lianfang.ledger import clock


def today() -> date:
    """The local day now."""
    return timezone.localtime(clock.now()).date()


def day_of(request: HttpRequest) -> date:
    """The day asked for; today where none can be read."""
    try:
        return parse_date(request.GET.get("day", "")) or today()
    except ValueError:
        return today()
