"""Loaded before Django's settings (`-p tests.environment`): tests never touch a real home folder."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LIANFANG_HOME", tempfile.mkdtemp(prefix="lianfang-tests-"))
Path(os.environ["LIANFANG_HOME"], "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("LIANFANG_SECRET_KEY", "for-tests-only")
