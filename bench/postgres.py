"""The same bench once more on a PostgreSQL started for it alone."""

import os
import subprocess
import sys
import tempfile

from bench.options import ROOT
from bench.tables import say


def again(name: str, told: dict[str, str] | None = None) -> bool:
    """Run a bench there, with more in its environment; False where PostgreSQL is not installed."""
    with tempfile.TemporaryDirectory(prefix="lianfang-bench-") as home:
        command = [str(ROOT / "scripts" / "with-postgres"), sys.executable, "-m", "bench.inside", name]
        environment = os.environ | {"LIANFANG_HOME": home} | (told or {})
        done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode and "PostgreSQL is missing" in done.stderr:
        say("PostgreSQL is not installed here: left out.")
        return False
    if done.returncode:
        raise RuntimeError(done.stderr)
    return True
