"""Write every page of the data dictionary."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianfang.site.settings")
os.environ.setdefault("LIANFANG_SECRET_KEY", "nothing is signed here")  # else a key file would be made
django.setup()

from scripts.dictionary import FOLDER, pages, written  # noqa: E402 - needs the apps to be loaded

FOLDER.mkdir(parents=True, exist_ok=True)
for name, page in pages().items():
    (FOLDER / name).write_text(written(page), "utf-8")
    sys.stdout.write(f"docs/reference/{name}\n")
