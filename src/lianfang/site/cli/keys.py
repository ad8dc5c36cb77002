"""`lianfang keys`: the vault's key ring."""

import click

from lianfang.site.cli.start import ready, say_json


@click.group("keys")
def keys_command() -> None:
    """Change the keys that identities are sealed with. See docs/vault.md for when and why."""


@keys_command.command("rotate")
@click.option(
    "--reseal", is_flag=True, help="Also seal again everything kept under older data keys, and drop those keys."
)
@click.option("--json", "as_json", is_flag=True)
@ready()
def rotate_command(reseal: bool, as_json: bool) -> None:
    """Make a new master key and new data keys; what comes from now on is sealed with those.

    Phones get a new key for the files they export, too; files made with the former ones still open. Slips of proofs
    are sealed with a new key; those sealed before hold until their own day.

    Copies of the old key files open nothing that is sealed later. With --reseal they open nothing of what is
    kept here now (only older backups), which takes about as long as reading every statement once.
    """
    from lianfang.field import sealing
    from lianfang.proofs import signing
    from lianfang.vault import rotation

    rotation.rotate()
    sealing.renew()
    signing.renew()
    resealed = rotation.reseal() if reseal else 0
    dropped = rotation.retire() if reseal else []
    if as_json:
        say_json({"resealed": resealed, "dropped": dropped})
    else:
        click.echo(f"New keys in use. {resealed} statements sealed again, {len(dropped)} old keys dropped.")
