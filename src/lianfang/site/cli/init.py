"""`lianfang init`: make an empty county."""

import secrets
from pathlib import Path

import click
from django.conf import settings

from lianfang.site.cli.start import Failure, ready, say_json


@click.command("init")
@click.option(
    "--divisions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV: code,name,parent,level. Default: the file that comes with Lianfang.",
)
@click.option("--county", help="Six-digit code of the county to set up, e.g. 511922.")
@click.option(
    "--grids",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of grids: village, suffix, name, groups, population, households.",
)
@click.option("--administrator", default="admin", show_default=True, help="User name of the first member.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
@ready(migrated=False)
def init_command(
    divisions: Path | None, county: str | None, grids: Path | None, administrator: str, as_json: bool
) -> None:
    """Create the tables, the keys and (with --county) the areas of an empty county.

    Safe to run again: it migrates an older database, loads what is new in the files, and leaves the rest alone.
    The administrator's password is printed once, when the account is made.
    """
    prepare()
    made = {"home": str(settings.HOME), "areas": _areas(divisions, county), "grids": _grids(grids)}
    if county:
        made["password"] = _administrator(administrator, county)
        made["administrator"] = administrator
    if as_json:
        say_json(made)
        return
    click.echo(f"Ready in {made['home']}: {made['areas']} areas, {made['grids']} grids loaded.")
    if made.get("password"):
        click.echo(f"Administrator: {administrator}   password (shown once): {made['password']}")
    click.echo("Next: `lianfang serve`.")


def prepare() -> None:
    """Tables, keys and static files, in the home folder."""
    from django.core.management import call_command

    from lianfang.vault.keyring import ring

    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    ring()
    collect()


def collect() -> None:
    """Gather the static files where they are served from, unless they are there as they should be."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = ((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([]))
    state = "\n".join(f"{path} {Path(file).stat().st_mtime_ns}" for path, file in sorted(found))
    stamp = settings.HOME / "static.txt"
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(state)


def _areas(divisions: Path | None, county: str | None) -> int:
    from django.core.exceptions import ValidationError

    from lianfang.areas.files import DIVISIONS, load_divisions

    if county is None:
        if divisions is not None:
            raise Failure("--divisions needs --county: which county of the file is to be set up?")
        return 0
    try:
        return load_divisions(divisions or DIVISIONS, county).created
    except ValidationError as error:
        raise Failure(" ".join(error.messages)) from error


def _grids(grids: Path | None) -> int:
    from lianfang.areas.files import load_grids

    return load_grids(grids).created if grids else 0


def _administrator(username: str, county: str) -> str:
    """Make the first member; gives the password, or "" when the account was there already."""
    from lianfang.areas.models import Area
    from lianfang.duty import actions
    from lianfang.duty.models import Agency, AgencyKind, Member
    from lianfang.duty.roles import Role
    from lianfang.ledger.scope import SYSTEM

    if Member.objects.filter(username=username).exists():
        return ""
    area = Area.objects.get(pk=county)
    agency = Agency.objects.filter(area=area, kind=AgencyKind.COMMAND).first()
    agency = agency or actions.add_agency(f"{area.name}联防指挥部", AgencyKind.COMMAND, area, SYSTEM)
    member = actions.add_member(username, "系统管理员", agency, SYSTEM)
    password = secrets.token_urlsafe(12)
    actions.set_password(member, password, SYSTEM)
    actions.post(member, Role.ADMINISTRATOR, area, SYSTEM)
    return password
