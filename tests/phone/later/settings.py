"""The site's settings and one app more."""

from lianfang.site.settings import *  # noqa: F403
from lianfang.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.phone.later"]
