"""`lianfang destroy`: identities go, counts remain, and a certificate says so."""

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from django.conf import settings

from lianfang.site.cli.start import Failure, actor_named, ready, say_json


@click.command("destroy")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="What happened before this day.")
@click.option("--area", default="", help="What was recorded in this area (its code).")
@click.option(
    "--person", "persons", multiple=True, type=click.UUID, help="What was said about this person; may be repeated."
)
@click.option("--reason", help="Why, e.g. the retention rule; it stands on the certificate.")
@click.option("--as", "username", help="User name of the member who destroys. Default: the system.")
@click.option(
    "--certificate",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the certificate. Default: HOME/exports/.",
)
@click.option(
    "--verify",
    "to_verify",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only check a certificate.",
)
@click.option("--yes", is_flag=True, help="Do not ask. There is no way back.")
@click.option("--json", "as_json", is_flag=True, help="Print the certificate.")
@ready()
def destroy_command(
    before: datetime | None,
    area: str,
    persons: tuple[UUID, ...],
    reason: str | None,
    username: str | None,
    certificate: Path | None,
    to_verify: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Destroy names, numbers, phones, addresses and notes for good; facts and counts stay.

    Give at least one of --before, --area, --person; all that are given must hold. Backups made earlier keep
    their copies until they are deleted or their keys are gone: see docs/vault.md.
    """
    if to_verify is not None:
        _verify(to_verify)
        return
    if not (before or area or persons):
        raise Failure("Say what to destroy: --before, --area or --person.")
    if not reason:
        raise Failure("Say why with --reason: it stands on the certificate.")
    if not yes:
        click.confirm("Identities will be gone for good. Go on?", abort=True)
    written = _destroy(before, area, persons, reason, username)
    path = certificate or settings.HOME / "exports" / f"destruction-{written['id']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(written, ensure_ascii=False, indent=2))
    if as_json:
        say_json(written)
    else:
        click.echo(f"Destroyed {written['statements']} statements about {written['entities']} entities.")
        click.echo(f"Certificate: {path}")


def _destroy(
    before: datetime | None, area: str, persons: tuple[UUID, ...], reason: str, username: str | None
) -> dict[str, object]:
    from django.core.exceptions import PermissionDenied

    from lianfang.vault.erasure import Selection
    from lianfang.vault.retention import NothingToDestroyError, destroy

    selection = Selection(frozenset(persons), before.date() if before else None, area)
    try:
        return destroy(selection, reason, actor_named(username)).model_dump(mode="json")
    except NothingToDestroyError as error:
        raise Failure("Nothing in the vault fits: nothing was destroyed.") from error
    except PermissionDenied as error:
        raise Failure("This member may not destroy identities there.") from error


def _verify(path: Path) -> None:
    from lianfang.vault.retention import verify

    try:
        genuine = verify(json.loads(path.read_text()))
    except ValueError as error:
        raise Failure(f"{path} is not a certificate of Lianfang.") from error
    if not genuine:
        raise Failure("The certificate was not issued here, or was changed since.")
    click.echo("The certificate is genuine.")
