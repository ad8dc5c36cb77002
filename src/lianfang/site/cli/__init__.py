"""The `lianfang` command. Each subcommand is a module of this package, loaded when it is called."""

import importlib
import os
from typing import Any

import click

COMMANDS = (
    "init",
    "demo",
    "serve",
    "import",
    "post",
    "brief",
    "check",
    "backup",
    "restore",
    "destroy",
    "members",
    "token",
    "keys",
)
_MODULES = {"import": "importing", "restore": "backup"}


class Lianfang(click.Group):
    """Finds a subcommand's module by its name, so that `--help` is quick and needs no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a new installation needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command named `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"lianfang.site.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.command(cls=Lianfang, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="lianfang")
def main(**_options: Any) -> None:
    """Lianfang 联防: outbreak response at the level where doors are knocked on.

    LIANFANG_HOME (default: var/) holds database, keys and exports; LIANFANG_DATABASE_URL names a PostgreSQL
    instead of the SQLite file there. Begin with `lianfang init`, or look around with `lianfang demo`.
    """
    os.umask(0o077)  # what is written is for its owner alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianfang.site.settings")
