"""The script that decides at the post, kept running; a county with its own protocol files."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from lianfang.protocols import editions, tables

SCRIPT = Path(__file__).resolve().parents[2] / "src/lianfang/desk/static/desk/js/decide.js"
Script = Callable[..., Any]


@pytest.fixture(scope="session")
def script() -> Iterator[Script]:
    """`script("decide", table, facts)`: what desk/js/decide.js makes of it, all in one node process."""
    command = ["node", str(Path(__file__).with_name("lines.mjs")), str(SCRIPT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as node:
        assert node.stdin is not None
        assert node.stdout is not None

        def call(name: str, *given: Any) -> Any:
            assert node.stdin is not None
            assert node.stdout is not None
            node.stdin.write(json.dumps([name, *given]) + "\n")
            return json.loads(node.stdout.readline())

        yield call
        node.stdin.close()


@pytest.fixture
def own_files(tmp_path: Path, settings: Settings) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    """`own_files("tables/ours", {...})`: a file in the county's own folder, read anew."""
    settings.HOME = tmp_path

    def put(name: str, said: dict[str, Any]) -> None:
        path = tmp_path / "protocols" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        forget()

    yield put
    settings.HOME = tmp_path / "gone"
    forget()


def forget() -> None:
    """Read the files again at their next use."""
    editions.loaded.cache_clear()
    tables.loaded.cache_clear()
