"""Reading a batch from a request body: a JSON array, one JSON object, or one object a line (NDJSON)."""

import json
from typing import Any

from django.utils.translation import gettext as _

NDJSON = "application/x-ndjson"
MOST = 5_000  # entries in one request; a phone sends far fewer, a spreadsheet goes through the importer


class BadBodyError(ValueError):
    """The body as a whole cannot be read; the message says why and what to send instead."""


def entries(body: bytes, content_type: str) -> list[Any]:
    """The entries in a body. A broken line of NDJSON is kept as text: it gets its own refusal."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadBodyError(_("内容不是 UTF-8 文本，请用 UTF-8 编码重发。")) from error
    found = read_entries(text, lines=content_type.startswith(NDJSON))
    if len(found) > MOST:
        raise BadBodyError(
            _("一次最多 %(most)s 条，这次有 %(count)s 条，请分批发送。") % {"most": MOST, "count": len(found)}
        )
    return found


def read_entries(text: str, *, lines: bool | None = None) -> list[Any]:
    """The entries in a text; without being told, one object a line is known by its first character."""
    as_lines = lines if lines is not None else text.lstrip()[:1] == "{" and "\n{" in text.strip()
    return _lines(text) if as_lines else _array(text)


def _array(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BadBodyError(_("内容不是有效的 JSON，请发送 JSON 数组，或每行一个对象的 NDJSON。")) from error
    return found if isinstance(found, list) else [found]


def _lines(text: str) -> list[Any]:
    return [_line(line) for line in text.splitlines() if line.strip()]


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return line
