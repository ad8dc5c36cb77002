"""`settings.md`: every environment variable. One that the code reads and nobody explains here is an error."""

import re

from scripts.dictionary import ROOT
from scripts.dictionary.words import table

_NAME = re.compile(r"\bLIANFANG_[A-Z_]+\b")
SETTINGS = {
    "LIANFANG_HOME": ("`var`", "Folder of the database, keys, exports and collected static files."),
    "LIANFANG_DATABASE_URL": ("none", "`postgresql://user:password@host:port/name` instead of the SQLite file."),
    "LIANFANG_HOSTS": (
        "`localhost 127.0.0.1 [::1]`",
        "Host names under which the site may be asked for, separated by spaces or commas.",
    ),
    "LIANFANG_ORIGINS": (
        "none",
        "Origins whose forms are trusted beside the site's own, such as `https://lianfang.example.cn`.",
    ),
    "LIANFANG_TLS": (
        "no",
        "`1` behind a TLS proxy: secure cookies, HSTS; `X-Forwarded-Proto` and the client's address are believed.",
    ),
    "LIANFANG_MASTER_KEY": ("a file in `HOME/keys`", "The vault's master key, 32 bytes in hex or base64."),
    "LIANFANG_SECRET_KEY": ("`HOME/keys/session.key`", "Signs sessions. The file is made at first use."),
    "LIANFANG_GRID_DIGITS": ("`14-16`", "Digits of the shortest and the longest grid code; local practice differs."),
    "LIANFANG_CLOCK_OFFSET": (
        "`0`",
        "Seconds by which an exercise's time is ahead of the real one; may be negative.",
    ),
    "LIANFANG_DEBUG": ("no", "`1` shows Django's error pages and `/gallery`. For developers only."),
}


def read_by_the_code() -> set[str]:
    """Every variable that the sources name."""
    files = (ROOT / "src" / "lianfang").rglob("*.py")
    return {name for path in files for name in _NAME.findall(path.read_text("utf-8"))}


def page() -> str:
    """The whole page. Raises ValueError for a variable without an explanation, or an explanation of nothing."""
    found = read_by_the_code()
    if odd := sorted(found ^ SETTINGS.keys()):
        raise ValueError(f"scripts/dictionary/settings.py and the code disagree about {', '.join(odd)}")
    rows = [(f"`{name}`", default, meaning) for name, (default, meaning) in SETTINGS.items()]
    intro = "Read once, when a process starts. How to use them: [operate](../operate.md)."
    return f"# Settings 环境变量\n\n{intro}\n\n{table(('variable', 'default', 'meaning'), rows)}"
