"""`lianfang serve`: the site, by granian."""

import click

from lianfang.site.cli.start import ready


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; also name it in LIANFANG_HOSTS."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes; one per core is plenty."
)
@ready()
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve the site until stopped (Ctrl-C). Put a TLS proxy in front before it leaves the machine.

    Set LIANFANG_TLS=1 behind the proxy, so that cookies are marked secure.
    """
    run(host, port, workers)


def run(host: str, port: int, workers: int) -> None:
    """Start granian in this process's place."""
    from django.db import connection
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from lianfang.exchange.importing.incoming import sweep
    from lianfang.ledger.store import study
    from lianfang.site.cli.init import collect

    collect()
    sweep()
    study()
    connection.close()  # workers open their own
    click.echo(f"Lianfang on http://{host}:{port}/ (Ctrl-C to stop)")
    Server(
        "lianfang.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()
