"""What a page gives `<fact-form>` to draw, and what the drawn form would send: a browser test compares the two."""

import html
import json
import re
from typing import Any

_BLOCK = re.compile(r'<fact-form><script type="application/json">(.*?)</script>', re.DOTALL)


def blocks(page: str) -> list[dict[str, Any]]:
    """Every form of a kind on a page, as the element reads it."""
    return [json.loads(found) for found in _BLOCK.findall(page)]


def block_of(page: str, kind: str) -> dict[str, Any]:
    """The form of this kind on a page."""
    [found] = [block for block in blocks(page) if block["spec"]["kind"] == kind]
    return found


def field_of(block: dict[str, Any], path: str) -> dict[str, Any]:
    """A field by its path, `who.name`; KeyError when it is not asked for."""
    name, _dot, inner = path.partition(".")
    fields: dict[str, dict[str, Any]] = {field["name"]: field for field in block["spec"]["fields"]}
    if inner:
        fields = {field["name"]: field for field in fields[name]["fields"]}
    return fields[inner or name]


def fields(page: str, form: str = '<form class="form fact"') -> dict[str, Any]:
    """What the first such form on a page would send as it stands, whatever it asks for shown."""
    drawn = page[page.index(form) :]
    drawn = drawn[: drawn.index("</form>")]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>", _BLOCK.sub("", drawn)):
        got = {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        if got.get("type") not in {"radio", "checkbox"} or " checked" in tag:
            found[got["name"]] = got.get("value", "")
    for block in blocks(drawn):
        found |= sent(block)
    return found


def sent(block: dict[str, Any]) -> dict[str, Any]:
    """What a drawn form sends of its own, by the names the page reads."""
    found: dict[str, Any] = {}
    for field in block["spec"]["fields"]:
        part = field["control"] == "part"
        known = block["values"].get(field["name"]) or {} if part else block["values"]
        for one in field["fields"] if part else [field]:
            name = f"{field['name']}-{one['name']}" if part else one["name"]
            value = _sent(one, known.get(one["name"]))
            if value is not None:
                found[f"{block['prefix']}-{name}"] = value
    if block["late"]:
        found[f"{block['prefix']}-entry-at"] = block["happened"] or ""
    return found


def _sent(field: dict[str, Any], value: Any) -> Any:
    """None for what an empty or unchecked input does not send."""
    if field["control"] == "boolean":
        return {True: "on", "yes": "yes", "no": "no"}.get(value)
    if field["control"] == "choice":
        listed = len([value for value, _label in field["options"] if value]) > 6 and field.get("widget") != "radios"
        return value or ("" if listed and not field.get("several") else None)
    return "" if value is None else str(value)
