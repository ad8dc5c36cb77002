"""`commands.md`: every command with the help it prints."""

from collections.abc import Iterator

import click

from lianfang.site.cli import main

_WIDTH = 100


def page() -> str:
    """The whole page."""
    helps = [f"## `{name}`\n\n```text\n{text}\n```" for name, text in _walk(main, "lianfang", None)]
    intro = "What `--help` prints. When to use which: [operate](../operate.md)."
    return "\n\n".join(["# Commands 命令", intro, *helps])


def _walk(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    context = command.make_context(name, [], parent, resilient_parsing=True, terminal_width=_WIDTH)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            if inner is not None:
                yield from _walk(inner, each, context)
