"""One bench in its own process: `python -m bench.inside NAME`, with the environment that `bench` gives."""

import importlib
import sys

import django


def main(name: str) -> None:
    """Make an empty installation in LIANFANG_HOME and measure."""
    django.setup()
    from lianfang.site.cli.init import prepare  # noqa: PLC0415 - needs Django to be set up

    prepare()
    importlib.import_module(f"bench.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1])
