"""What is in the repository, as git sees it: tests of documents look at committed files, not at what lies about."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_FENCE = re.compile(r"^```.*?^```", re.M | re.S)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.M)


def committed() -> list[Path]:
    """Every file git knows or would add. A tree without git (an unpacked archive) is walked instead."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    found = [ROOT / name for name in names if name] or [path for path in _sources() if path.is_file()]
    return [path for path in found if path.is_file()]


def _sources() -> Iterator[Path]:
    for folder in ("src", "tests", "docs", "scripts", "bench"):
        yield from (ROOT / folder).rglob("*")
    yield from ROOT.glob("*")


def documents() -> list[Path]:
    """Every Markdown document of the project."""
    return [path for path in committed() if path.suffix == ".md"]


def links(document: Path) -> list[str]:
    """The targets of its links, code blocks left out."""
    return _LINK.findall(_FENCE.sub("", document.read_text("utf-8")))


def anchors(document: Path) -> set[str]:
    """The anchors of its headings, as web views of Markdown make them."""
    headings = _HEADING.findall(_FENCE.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
