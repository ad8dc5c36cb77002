"""`lianfang demo`: a whole county to look around in."""

import os
from datetime import datetime

import click
from django.conf import settings
from django.utils import timezone

from lianfang.site.cli.start import Failure, pending, ready


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Build only; do not serve.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@ready(migrated=False)
def demo_command(no_serve: bool, port: int) -> None:
    """Build the demonstration (once) and serve it on this machine.

    A station area with its grids, households and residents, three lists of returnees imported, six days of
    visits, briefings for each morning. It lives in LIANFANG_HOME and shows an exercise clock: 4 February 2020,
    08:30. Delete the folder to build it anew.
    """
    from lianfang.demo import build
    from lianfang.site.cli.init import prepare

    if not build.marker().exists():
        _build()
    elif pending():
        prepare()  # the program is newer than the demonstration
    _accounts()
    if not no_serve:
        _serve(build.NOW, port)


def _build() -> None:
    from lianfang.areas.models import Area
    from lianfang.demo import build
    from lianfang.site.cli.init import prepare

    prepare()
    if Area.objects.exists():
        raise Failure(
            f"There is a county in {settings.HOME} already, or a demonstration that was broken off: "
            "set LIANFANG_HOME to another folder, or delete this one."
        )
    began = timezone.now()
    with build.showing() as step:
        build.build(step)
    click.echo(f"Built in {(timezone.now() - began).total_seconds():.0f} s in {settings.HOME}.")


def _accounts() -> None:
    from lianfang.areas.queries import names
    from lianfang.demo.county import PASSWORD, accounts

    click.echo(f"\nPassword of every account: {PASSWORD}\n")
    found = accounts()
    places = names({area for account in found for area in account.areas})
    for account in found:
        where = "、".join(places[area] for area in account.areas)
        click.echo(f"  {account.username:<9} {account.role.label}  {account.name}  {where}")
    click.echo("")


def _serve(moment: datetime, port: int) -> None:
    from lianfang.site.cli.serve import run

    # Workers read the environment when they are spawned, or inherit the settings when they are forked.
    settings.CLOCK_OFFSET = (moment - timezone.now()).total_seconds()
    os.environ["LIANFANG_CLOCK_OFFSET"] = str(settings.CLOCK_OFFSET)
    run("127.0.0.1", port, workers=2)
