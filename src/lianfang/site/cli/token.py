"""`lianfang token`: enrol a device by hand."""

import click

from lianfang.site.cli.start import Failure, ready, say_json


@click.command("token")
@click.argument("username")
@click.option("--device", required=True, help="What the device is called, e.g. 'grid phone 7'.")
@click.option("--json", "as_json", is_flag=True)
@ready()
def token_command(username: str, device: str, as_json: bool) -> None:
    """Print a bearer token with which a device of USERNAME may post to /api/v1/entries. It is shown once."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from lianfang.duty.devices import issue_token
    from lianfang.duty.models import Member
    from lianfang.ledger.scope import SYSTEM

    member = Member.objects.filter(username=username).first()
    if member is None:
        raise Failure(f"There is no member with the user name {username}.")
    try:
        token, secret = issue_token(member, device, SYSTEM)
    except (ValidationError, PermissionDenied) as error:
        raise Failure(str(error)) from error
    if as_json:
        say_json({"id": str(token.pk), "token": secret})
    else:
        click.echo(secret)
