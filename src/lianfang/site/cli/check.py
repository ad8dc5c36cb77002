"""`lianfang check`: prove that what pages show follows from the ledger."""

import sys

import click

from lianfang.site.cli.start import ready, say_json


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--rebuild", is_flag=True, help="First write all of it anew from the ledger. Stop the server before.")
@click.option("--most", default=20, show_default=True, help="Differences to print; all of them are in --json.")
@ready()
def check_command(as_json: bool, rebuild: bool, most: int) -> None:
    """Rebuild every read model, figure and mention from the ledger and compare with what is kept.

    Exits 1 and lists the differences when anything disagrees. Reads only, unless --rebuild is given.
    """
    from lianfang.ledger.check import check
    from lianfang.ledger.rebuild import rebuild as write_anew

    if rebuild:
        write_anew()
    report = check()
    if as_json:
        say_json(report.as_json())
    else:
        click.echo(
            f"{report.entries} entries of {report.subjects} subjects: {report.rows} rows, {report.figures} figures, "
            f"{report.mentions} mentions compared; {report.waiting} entries wait or were refused."
        )
        for difference in report.differences[:most]:
            click.echo(
                f"  {difference.what}: {difference.where}: kept {difference.kept}, ledger says {difference.rebuilt}"
            )
        click.echo("Everything agrees." if report.clean else f"{len(report.differences)} differences.")
    sys.exit(0 if report.clean else 1)
