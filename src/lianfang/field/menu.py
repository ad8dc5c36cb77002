"""The buttons that phones bring to the pages on devices."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.duty import offers


def register() -> None:
    """Called once, when the app is ready."""
    offers.register(
        "enrol",
        offers.Offer(_("登记手机"), "smartphone", lambda member: reverse("field:enrol", args=[member.pk]), main=True),
    )
    offers.register("queue", offers.Offer(_("导入手机记录"), "file-up", lambda _member: reverse("field:queue")))
