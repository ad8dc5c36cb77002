"""Rules that every template, style sheet and script of the whole product keeps."""

import gzip
import json
import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/lianfang"
STATIC = SOURCE / "desk/static"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[-:\w]*)\s*="),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "a javascript address": re.compile(r"javascript:"),
    "something from elsewhere": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//"),
    "an htmx expression": re.compile(r"hx-(?:vars|vals=[\"']js:)|hx-trigger=\"[^\"]*\["),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_template_carries_what_the_browser_refuses(template: Path) -> None:
    text = template.read_text()
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (STATIC / "vendor/lucide/icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert asked <= drawn


def test_vendored_files_keep_their_licences_and_the_lock_no_addresses() -> None:
    assert all((folder / "LICENSE").exists() for folder in (STATIC / "vendor").iterdir())
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert not any("resolved" in package for package in lock["packages"].values())


def test_our_scripts_stay_small() -> None:
    assert sum(path.stat().st_size for path in (STATIC / "desk/js").iterdir()) < 25 * 1024
    forms = [gzip.compress(path.read_bytes()) for path in (STATIC / "desk/js/forms").iterdir()]
    assert sum(map(len, forms)) < 20 * 1024


@pytest.mark.parametrize("sheet", ["base", "shell", "components", "tables", "forms", "print"])
def test_colours_stand_in_the_tokens_only(sheet: str) -> None:
    text = (STATIC / f"desk/{sheet}.css").read_text()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\brgba?\(|\bhsl\(", text) == []
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    known = set(re.findall(r"^\s+(--[\w-]+):", (STATIC / "desk/tokens.css").read_text(), re.MULTILINE))
    assert used <= known


def colours(dark: bool) -> dict[str, str]:
    names = ["tokens.css", "tokens-dark.css"] if dark else ["tokens.css"]
    text = "".join((STATIC / "desk" / name).read_text() for name in names)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Between 1 and 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *product(("ink", "ink-2", "accent", "burn"), ("ground", "surface", "sunken")),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("ink", "burn-soft"),
    ("burn", "burn-soft"),
    ("accent-ink", "accent"),
    ("burn-ink", "burn"),
    ("bar-ink", "bar"),
    ("bar-ink-2", "bar"),
]
EDGES = [("line-strong", "surface"), ("line-strong", "ground"), ("accent", "surface"), ("bar-lit", "bar")]


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_text_is_readable_and_edges_are_seen(dark: bool) -> None:
    tokens = colours(dark)
    dim = [(a, b) for a, b in TEXT if contrast(tokens[a], tokens[b]) < 4.5]
    faint = [(a, b) for a, b in EDGES if contrast(tokens[a], tokens[b]) < 3]
    assert (dim, faint) == ([], [])
