"""Which benches there are, and what a bench's process is told through its environment."""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
BENCHES: Final = {
    "importing": "three lists matched against the truth: precision, recall, rows a second",
    "door": "entries a second through the door, on SQLite and on PostgreSQL",
    "lists": "pages of a county with 1,000,000 persons: milliseconds and queries",
    "figures": "composing a briefing at growing sizes of the ledger",
    "check": "`lianfang check`: entries a second and memory at growing sizes of the ledger",
    "server": "the served site under load, and killed in the middle of it",
    "phone": "a phone's first sync and the next day's: bytes and seconds",
    "volume": "ten days of a prefecture's posts, batched and singly, with 300 to look out for",
    "tracing": "who was near whom among 20,000,000 mentions, beside DuckDB and PostgreSQL",
}
_QUICK = "LIANFANG_BENCH_QUICK"


def environment(home: str, *, quick: bool) -> dict[str, str]:
    """The environment of a bench: its own home, and never the database that the caller works with."""
    kept = {name: value for name, value in os.environ.items() if name != "LIANFANG_DATABASE_URL"}
    return kept | {
        "LIANFANG_HOME": home,
        "DJANGO_SETTINGS_MODULE": "lianfang.site.settings",
        _QUICK: "1" if quick else "",
    }


def size(full: int, quick: int) -> int:
    """How much of something this run measures."""
    return quick if os.environ.get(_QUICK) else full
