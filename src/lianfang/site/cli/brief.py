"""`lianfang brief`: the morning briefing for a terminal, a word processor or a machine."""

import sys
from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone

from lianfang.site.cli.start import Failure, ready


@click.command("brief")
@click.option(
    "--at",
    "moment",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]),
    help="Cut-off (截至), Beijing time unless a zone is given. Default: now.",
)
@click.option("--area", help="Code of the area. Default: the county.")
@click.option("--format", "form", type=click.Choice(["md", "docx", "json"]), default="md", show_default=True)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write. Default: standard output; docx needs a file.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@ready()
def brief_command(moment: datetime | None, area: str | None, form: str, output: Path | None, as_json: bool) -> None:
    """Write the briefing as of a moment: yesterday, where we stand, what is open and why, today's work.

    Every figure in the JSON names its unit, area and period, and how to open it to its entries. Nothing is
    stored: freezing and signing happen on the briefing's page.
    """
    from lianfang.briefing.compose import compose
    from lianfang.briefing.formats import to_json, to_markdown
    from lianfang.briefing.word import to_docx
    from lianfang.briefing.write import report
    from lianfang.ledger import clock

    at = clock.now() if moment is None else timezone.make_aware(moment) if moment.tzinfo is None else moment
    briefing = compose(area or county(), at)
    written = report(briefing)
    if as_json or form == "json":
        _put(to_json(written, briefing).encode() + b"\n", output)
    elif form == "md":
        _put(to_markdown(written).encode(), output)
    else:
        if output is None and sys.stdout.isatty():
            raise Failure("A docx is not for the terminal: name a file with --output.")
        _put(to_docx(written), output)


def county() -> str:
    """The county of this installation."""
    from lianfang.areas.levels import Level
    from lianfang.areas.models import Area

    found = Area.objects.filter(level=Level.COUNTY).order_by("pk").values_list("pk", flat=True).first()
    if found is None:
        raise Failure("No area is set up: run `lianfang init --county CODE` first.")
    return found


def _put(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)
        click.echo(str(output), err=True)
