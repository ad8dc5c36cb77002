"""Nothing is declared without being documented, and the data dictionary is never older than the code."""

import pytest
from scripts.dictionary import FOLDER, pages, settings, written
from scripts.dictionary.kinds import declared

from lianfang.api.bodies import MOST
from lianfang.areas.levels import Level
from lianfang.briefing.figures import every
from lianfang.duty.rights import Right
from lianfang.duty.roles import Role
from lianfang.exchange.reading.fields import Field
from lianfang.exchange.reading.notes import ProblemCode
from lianfang.ledger.answers import _SENTENCES as SENTENCES
from lianfang.ledger.answers import FLAGS, Status
from lianfang.site.cli import COMMANDS
from lianfang.vault.claims import FLAGS as VAULT_FLAGS
from lianfang.verification.choices import Standing
from tests.docs.files import ROOT

AGAIN = "run: .venv/bin/python -m scripts.dictionary"


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def unwritten(codes: list[str], document: str) -> list[str]:
    content = text(document)
    return [code for code in codes if f"`{code}`" not in content]


def test_every_kind_is_in_the_dictionary() -> None:
    assert unwritten(list(declared()), "reference/kinds.md") == [], AGAIN


def test_every_figure_is_in_the_dictionary() -> None:
    assert unwritten([shown.code for shown in every()], "reference/figures.md") == [], AGAIN


def test_every_right_is_in_the_dictionary() -> None:
    assert unwritten(list(Right.values), "reference/rights.md") == [], AGAIN


def test_every_setting_the_code_reads_is_explained() -> None:
    read = settings.read_by_the_code()
    assert read == settings.SETTINGS.keys(), "explain it in scripts/dictionary/settings.py"
    assert unwritten(sorted(read), "reference/settings.md") == [], AGAIN
    assert unwritten(sorted(read), "operate.md") == []


def test_every_command_is_in_the_dictionary_and_in_the_operators_page() -> None:
    commands = [f"lianfang {name}" for name in COMMANDS]
    assert unwritten(commands, "reference/commands.md") == [], AGAIN
    operate = text("operate.md")
    assert [command for command in commands if command not in operate] == []


@pytest.mark.parametrize("name", ["kinds.md", "figures.md", "rights.md", "settings.md", "commands.md"])
def test_the_dictionary_says_what_the_code_says(name: str) -> None:
    stale = (FOLDER / name).read_text("utf-8") != written(pages()[name])
    assert not stale, f"docs/reference/{name} is older than the code; {AGAIN}"


def test_the_dictionary_has_no_other_pages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == pages().keys()


def test_every_answer_of_the_door_is_explained() -> None:
    assert unwritten([*Status.values, *FLAGS, *VAULT_FLAGS, *SENTENCES], "api.md") == []
    assert f"{MOST:,}" in text("api.md")


def test_every_role_has_its_day() -> None:
    roles = text("roles.md")
    assert [role.label for role in Role if str(role.label) not in roles] == []


def test_every_field_a_mapping_may_name_is_explained() -> None:
    assert unwritten([*Field.values, *ProblemCode.values], "import.md") == []


def test_every_standing_is_explained() -> None:
    assert unwritten(list(Standing.values), "roles.md") == []


def test_every_level_is_explained() -> None:
    install = text("install.md")
    assert [level.label for level in Level if str(level.label) not in install] == []
