"""`lianfang import`: lists of agencies, read to the last row."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from lianfang.site.cli.start import Failure, actor_named, ready, say_json


@click.group("import")
def import_command() -> None:
    """Import spreadsheets: every row ends in exactly one outcome, and importing again changes nothing."""


@import_command.command("returnees")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--campaign", required=True, help="Name or id of the verification campaign; opened if there is none.")
@click.option("--area", default="", help="Code of the area the people live in. Default: the county.")
@click.option("--as", "username", help="User name of the member who imports. Default: the system.")
@click.option("--agency", help="Name of the agency the lists come from.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="When a campaign opened now is to be finished.")
@click.option("--year", type=click.IntRange(2000, 2099), help="Year of dates that have none, should no list tell it.")
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]), help="When the lists came in. Default: now."
)
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='JSON that says what columns hold: {"手机号码": "phone", "D": "other"}. Remembered for such headings.',
)
@click.option("--dry-run", is_flag=True, help="Tell the outcome and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@ready()
def returnees_command(
    files: tuple[Path, ...],
    campaign: str,
    area: str,
    username: str | None,
    agency: str | None,
    due: datetime | None,
    year: int | None,
    at: datetime | None,
    mapping: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import lists of returnees (.xlsx, .xls, .csv of any layout) into a verification campaign.

    Header and columns are found by themselves. New people become targets in the grid of their address; known
    ones are not doubled; whoever may be somebody known waits in the decision queue; what cannot be read is told
    with file, row, reason and cure. Exits 0 when every file was read, 2 when one could not be opened.
    """
    from django.utils import timezone

    from lianfang.exchange.importing import ImportRefused
    from lianfang.exchange.importing.keeping import run_kept
    from lianfang.site.cli.import_screen import Screen

    options = {
        "area": area,
        "mapping": _mapping(mapping),
        "dry_run": dry_run,
        "year": year,
        "agency": _agency(agency),
        "due": due.date() if due else None,
        "at": timezone.make_aware(at) if at else None,
    }
    with Screen(shown=not as_json and sys.stderr.isatty()) as screen:
        try:
            outcome = run_kept(files, _named(campaign), actor_named(username), progress=screen.step, **options)
        except ImportRefused as error:
            raise Failure(str(error)) from error
    if as_json:
        say_json(outcome.as_json())
    else:
        screen.tell(outcome)
    sys.exit(2 if outcome.unreadable else 0)


def _named(campaign: str) -> str | UUID:
    try:
        return UUID(campaign)
    except ValueError:
        return campaign


def _mapping(file: Path | None) -> Any:
    from lianfang.exchange.reading import Mapping, MappingError

    if file is None:
        return None
    try:
        return Mapping.from_json(json.loads(file.read_text("utf-8-sig")))
    except (MappingError, ValueError, AttributeError) as error:
        raise Failure(str(error)) from error


def _agency(name: str | None) -> UUID | None:
    from lianfang.duty.models import Agency

    if name is None:
        return None
    agency = Agency.objects.filter(name=name).first()
    if agency is None:
        raise Failure(f"There is no agency called {name}.")
    return agency.pk
