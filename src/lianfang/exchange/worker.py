"""One import in a process of its own: `python -m lianfang.exchange.worker ID`.

An import takes minutes of computing; in the server's process it would make every other page wait.
"""

import logging
import os
import subprocess
import sys
from uuid import UUID

import django

log = logging.getLogger(__name__)


def start(import_id: UUID) -> None:
    """Run the import beside the server; it goes on when the server stops."""
    command = [sys.executable, "-m", "lianfang.exchange.worker", str(import_id)]
    environment = {"DJANGO_SETTINGS_MODULE": "lianfang.site.settings"} | os.environ
    subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL, env=environment)


def run(import_id: UUID) -> None:
    """Run a kept import to its end and delete its files."""
    # These read the database's models, which a process begun with `-m` has only after `django.setup()`.
    from django.utils import translation  # noqa: PLC0415

    from lianfang.duty.models import Member  # noqa: PLC0415
    from lianfang.exchange.importing import ImportRefused, incoming, keeping  # noqa: PLC0415
    from lianfang.exchange.models import Import  # noqa: PLC0415

    row = Import.objects.get(pk=import_id)
    member = Member.objects.get(pk=str(row.member))
    with translation.override(member.language), incoming.opened(row) as files:
        try:
            keeping.run_again(row, files, row.campaign or row.name, member.actor, **keeping.options_of(row))
        except ImportRefused:
            return  # the page says why, and the files stay for another try
        except Exception as error:  # its message is not told: it may quote a row
            log.error("import %s failed: %s", import_id, type(error).__name__)
            return
    incoming.discard(row)


if __name__ == "__main__":
    django.setup()
    run(UUID(sys.argv[1]))
