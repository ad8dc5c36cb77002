"""`lianfang post`: entries from a file through the door, as a phone would send them."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from lianfang.site.cli.start import actor_named, ready, say_json

BATCH = 500


@click.command("post")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--as", "username", help="User name of the member who sends them. Default: the system.")
@click.option("--device", default="post", show_default=True, help="Name of the device to record.")
@click.option("--json", "as_json", is_flag=True, help="Print every answer as JSON.")
@ready()
def post_command(files: tuple[Path, ...], username: str | None, device: str, as_json: bool) -> None:
    """Send entries from FILES (JSON arrays, or NDJSON with one entry a line; "-" reads standard input).

    Sending the same file again changes nothing. Exits 1 when an entry was refused; each refusal says why.
    """
    from lianfang.ledger.door import submit

    actor = actor_named(username)
    answers: list[dict[str, Any]] = []
    for batch in _batches(files):
        answers.extend(answer.as_json() for answer in submit(batch, actor, device=device))
    outcomes = Counter(answer["status"] for answer in answers)
    if as_json:
        say_json(answers)
    else:
        for answer in answers:
            if answer["status"] == "refused":
                click.echo(f"{answer['id']}: {answer['why']}", err=True)
        click.echo(", ".join(f"{count} {status}" for status, count in sorted(outcomes.items())) or "nothing to send")
    sys.exit(1 if outcomes["refused"] else 0)


def _batches(files: tuple[Path, ...]) -> Iterator[list[Any]]:
    from lianfang.api.bodies import read_entries

    for file in files:
        text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
        found = read_entries(text)
        yield from (found[start : start + BATCH] for start in range(0, len(found), BATCH))
