"""Loaded before Django's settings (`-p tests.environment`): tests never touch a real home folder."""

import os
import tempfile

os.environ.setdefault("LIANFANG_HOME", tempfile.mkdtemp(prefix="lianfang-tests-"))
os.environ.setdefault("LIANFANG_SECRET_KEY", "for-tests-only")
