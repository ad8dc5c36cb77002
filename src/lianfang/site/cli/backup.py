"""`lianfang backup` and `lianfang restore`: the whole county in one file, its keys in another."""

from pathlib import Path

import click
from django.conf import settings

from lianfang.site.cli.start import Failure, ready, say_json


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--keys", type=click.Path(dir_okay=False, path_type=Path), help="Also write the keys to this second file."
)
@click.option("--json", "as_json", is_flag=True)
@ready()
def backup_command(file: Path, keys: Path | None, as_json: bool) -> None:
    """Write a consistent copy of the county to FILE while work goes on.

    Without the keys FILE holds no readable identity. Keep the file of --keys elsewhere, and destroy it when
    identities are destroyed: see docs/vault.md.
    """
    from lianfang.site import archive

    if keys is not None and keys.resolve() == file.resolve():
        raise Failure("Keys and data belong in different files.")
    manifest = archive.write(file)
    if keys is not None:
        archive.write_keys(keys, settings.HOME / "keys")
    if as_json:
        say_json(manifest)
    else:
        click.echo(f"{file}: {manifest['entries']} entries up to seq {manifest['seq']}.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that `backup --keys` wrote.",
)
@click.option("--force", is_flag=True, help="Replace what is here; the present database is kept beside it.")
@ready(migrated=False)
def restore_command(file: Path, keys: Path | None, force: bool) -> None:
    """Bring a county back from FILE, then prove it with the same check as `lianfang check`.

    Stop the server first. Refuses to overwrite a county unless --force is given.
    """
    from lianfang.ledger.check import check
    from lianfang.site import archive
    from lianfang.site.cli.init import prepare

    try:
        manifest = archive.read(file, force=force)
        if keys is not None:
            archive.read_keys(keys, settings.HOME / "keys")
    except archive.ArchiveError as error:
        raise Failure(str(error)) from error
    prepare()
    report = check()
    click.echo(f"Restored {manifest['entries']} entries up to seq {manifest['seq']}, written {manifest['written']}.")
    click.echo(
        "Everything agrees." if report.clean else f"{len(report.differences)} differences: run `lianfang check`."
    )
