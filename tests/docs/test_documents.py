"""Documents lead somewhere, decisions are numbered once, and nothing committed points at somebody's machine."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.docs.files import ROOT, anchors, committed, documents, links

DECISIONS = ROOT / "docs" / "decisions"
_MOST_LINES = 25
_PARTS = ("Context:", "Decision:", "Consequence:")
# Written apart, so that this file does not find itself.
_HOSTS = ("registry." + "npmjs", "pypi" + ".org", "python" + "hosted", "crates" + ".io", "registry." + "yarnpkg")
_MACHINE = re.compile("|".join((r"(?<![\w.])/" + r"work/", r"(?<![\w.])/" + r"home/\w", r"/" + r"Users/\w")))
_WRITTEN = {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".po", ".cfg", ".yml", ".yaml", ""}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", documents(), ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    lost = []
    for link in links(document):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _hash, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_every_document_is_reached_from_the_readme() -> None:
    reached, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        document = ahead.pop()
        reached.add(document)
        targets = {
            (document.parent / link.partition("#")[0]).resolve() for link in links(document) if "://" not in link
        }
        ahead += [path for path in targets - reached if path.suffix == ".md" and path.exists()]
    apart = {path for path in documents() if ROOT / "docs" in path.parents} - reached
    assert sorted(map(named, apart)) == []


def test_decisions_are_numbered_once_and_without_gaps() -> None:
    records = [path for path in sorted(DECISIONS.glob("*.md")) if path.name != "README.md"]
    numbers = Counter(path.name[:4] for path in records)
    assert [number for number, times in numbers.items() if times > 1] == []
    assert sorted(numbers) == [f"{n:04}" for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("record", sorted(DECISIONS.glob("0*.md")), ids=named)
def test_a_decision_is_short_and_says_why(record: Path) -> None:
    content = record.read_text("utf-8")
    assert content.startswith(f"# {record.name[:4]} ")
    assert [part for part in _PARTS if f"\n{part}" not in content] == []
    assert len(content.splitlines()) <= _MOST_LINES


def test_every_decision_is_listed() -> None:
    listed = set(links(DECISIONS / "README.md"))
    assert {path.name for path in DECISIONS.glob("0*.md")} <= listed


def test_no_committed_file_names_a_package_registry_or_a_machine() -> None:
    found = []
    for path in committed():
        if path.suffix not in _WRITTEN or path.stat().st_size > 5_000_000:
            continue
        content = path.read_text("utf-8", errors="ignore")
        if any(host in content for host in _HOSTS) or _MACHINE.search(content):
            found.append(named(path))
    assert found == []
