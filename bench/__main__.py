"""`python -m bench [NAME…] [--quick]`: every bench in a process and a home folder of its own, gone afterwards."""

import subprocess
import sys
import tempfile

import click

from bench.options import BENCHES, ROOT, environment


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--quick", is_flag=True, help="Small sizes: a minute or two instead of half an hour.")
@click.option("--list", "listing", is_flag=True, help="Name the benches and what each measures.")
def main(names: tuple[str, ...], quick: bool, listing: bool) -> None:
    """Measure Lianfang. Without NAME, everything; seconds depend on the machine, ratios much less."""
    if listing:
        for name, about in BENCHES.items():
            click.echo(f"{name:<10} {about}")
        return
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        raise click.UsageError(f"No bench {', '.join(unknown)}: there are {', '.join(BENCHES)}.")
    failed = [name for name in names or BENCHES if not _measured(name, quick)]
    if failed:
        raise click.ClickException(f"Broken off: {', '.join(failed)}.")


def _measured(name: str, quick: bool) -> bool:
    # Settings are read once per process, so a home of its own means a process of its own.
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as home:
        command = [sys.executable, "-m", "bench.inside", name]
        return subprocess.run(command, cwd=ROOT, env=environment(home, quick=quick), check=False).returncode == 0


if __name__ == "__main__":
    main()
