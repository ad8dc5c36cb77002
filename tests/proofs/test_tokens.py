"""Slips: what a QR holds, and that nobody but the county can make or change one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import uuid_utils.compat as uuids
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from lianfang.proofs import codes, signing, tokens
from lianfang.proofs.choices import ProofKind
from lianfang.proofs.tokens import ForeignError, ForgedError, Ticket, UnreadableError, mark

NUMBER = "999111198001010016"


@pytest.fixture(autouse=True)
def county(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A county with keys of its own."""
    settings.HOME = tmp_path
    yield


def ticket(**said: object) -> Ticket:
    entry = uuids.uuid7()
    known = {"area": "511922001202", "holder": mark(entry, NUMBER), "printed": "欧阳* 16"}
    return Ticket(entry, ProofKind.RESIDENCE, date(2020, 2, 5), **(known | said))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ProofKind)
@pytest.mark.parametrize("area", ["511922001202", "", "010000000000"])
def test_what_was_sealed_is_read(kind: ProofKind, area: str) -> None:
    one = Ticket(uuids.uuid7(), kind, date(2020, 2, 5), area, 7, 0, "王* 2X")
    assert tokens.read(tokens.seal(one)) == one


def test_a_scanner_may_add_an_address_and_garble_case() -> None:
    one = ticket()
    token = tokens.seal(one)
    for read in (f"https://x.example/proofs/check/#{token}", token.lower(), f" {token[:9]} - {token[9:]}\n"):
        assert tokens.read(codes.tidy(read)) == one


def test_every_single_changed_bit_is_noticed() -> None:
    sealed = codes.decode(tokens.seal(ticket()))
    for place in range(8 * len(sealed)):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises((ForgedError, ForeignError, UnreadableError)):
            tokens.read(codes.encode(bytes(changed)))


def test_another_county_cannot_vouch_here(settings: Settings, tmp_path: Path) -> None:
    token = tokens.seal(ticket())
    settings.HOME = tmp_path / "elsewhere"
    with pytest.raises(ForeignError):
        tokens.read(token)
    signing.current()  # that county's first key changes nothing
    with pytest.raises(ForeignError):
        tokens.read(token)


def test_a_key_of_ones_own_under_the_countys_name_is_no_use(settings: Settings, tmp_path: Path) -> None:
    kid = signing.current()
    settings.HOME = tmp_path / "forger"
    own = signing.current()
    sealed = codes.decode(tokens.seal(ticket()))
    content = sealed[:1] + kid + sealed[5:-64]
    forged = codes.encode(content + signing.sign(own, b"lianfang-proof-v1\0" + content))
    settings.HOME = tmp_path
    with pytest.raises(ForgedError):
        tokens.read(forged)


def test_a_new_key_seals_and_the_former_still_opens() -> None:
    before, one = signing.current(), ticket()
    token = tokens.seal(one)
    after = signing.renew()
    assert signing.current() == after != before
    assert set(signing.public()) == {before.hex(), after.hex()}
    assert tokens.read(token) == one
    assert tokens.read(tokens.seal(one)) == one


def test_a_key_replaced_long_ago_vouches_for_nothing(tmp_path: Path) -> None:
    token, one = tokens.seal(ticket()), ticket()
    signing.renew()
    assert tokens.read(token)
    [_first, second] = sorted((tmp_path / "keys").glob("proof-*.key"))
    second.rename(second.with_name(f"proof-20190101000000000000-{second.stem.rpartition('-')[2]}.key"))
    [_second, first] = sorted((tmp_path / "keys").glob("proof-*.key"))
    first.rename(first.with_name(f"proof-20180101000000000000-{first.stem.rpartition('-')[2]}.key"))
    with pytest.raises(ForeignError):
        tokens.read(token)
    assert tokens.read(tokens.seal(one)) == one, "the newest seals, however old it is"


def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    signing.current()
    [path] = (tmp_path / "keys").glob("proof-*.key")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "A", "ABCD1234", "!" * 170, "0" * 170, "Z" * 400, "二维码"])
def test_what_is_no_slip_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError):
        tokens.read(codes.tidy(text))


def test_a_mark_tells_strangers_apart_and_gives_no_number_away() -> None:
    entry = uuids.uuid7()
    assert mark(entry, NUMBER) == mark(entry, NUMBER)
    assert mark(entry, "") == 0
    people = [f"99911119800101{n:04d}" for n in range(10_000)]
    hits = sum(mark(entry, one) == mark(entry, NUMBER) for one in people)
    assert hits <= 15  # of 10,000 strangers some two: a stranger is told apart
    marks = {mark(entry, one) for one in people}
    assert max(marks) < 1 << 12  # and yet thirty-six million numbers of a county share these few


@given(st.binary(max_size=120))
def test_codes_read_back(content: bytes) -> None:
    text = codes.encode(content)
    assert codes.decode(codes.tidy(text.lower())) == content
    assert set(text) <= set(codes.LETTERS)


def test_what_is_typed_by_hand_may_confuse_letters_and_digits() -> None:
    assert codes.tidy(" o1il-ABCD ") == "0111ABCD"
    assert codes.grouped("ABCD1234") == "ABCD-1234"
