"""`lianfang members`: accounts and postings from a file."""

from pathlib import Path

import click

from lianfang.site.cli.start import Failure, actor_named, ready, say_json


@click.command("members")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", help="User name of the member who loads them. Default: the system.")
@click.option("--json", "as_json", is_flag=True)
@ready()
def members_command(file: Path, username: str | None, as_json: bool) -> None:
    """Load members from FILE (CSV: username, name, agency, kind, seat, title, role, area).

    A member may stand in several rows, one per posting. Loading the file again adds only what is new. New
    accounts have no password until an administrator gives them one on the members page.
    """
    from django.core.exceptions import PermissionDenied, ValidationError

    from lianfang.duty.files import load_members

    try:
        loaded = load_members(file, actor_named(username))
    except (ValidationError, PermissionDenied) as error:
        raise Failure(" ".join(getattr(error, "messages", [str(error)]))) from error
    counts = {"agencies": loaded.agencies, "members": loaded.members, "postings": loaded.postings}
    if as_json:
        say_json(counts)
    else:
        click.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + " added")
