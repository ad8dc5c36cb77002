"""Keys are made once, kept from others, changed without losing anybody, and gone when destroyed."""

import base64
import hmac
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from lianfang.vault import errors, keyring, keystore, rotation
from lianfang.vault.current import current
from lianfang.vault.models import Statement
from tests.vault.townsfolk import LI, VAULT, WANG, keep, met, person


def made_by(folder: str) -> tuple[str, str]:
    keystore.ensure(Path(folder))
    contents, _master = keystore.load(Path(folder))
    with keystore.changing(Path(folder)) as (again, master):
        if "2020-01" not in again.current:
            again.add_key("2020-01", master)
    return contents.index, again.keys["2020-01"]


def test_processes_starting_at_once_agree_on_one_ring(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("fork")) as pool:
        rings = set(pool.map(made_by, [str(tmp_path / "keys")] * 8))

    assert len(rings) == 1


def test_only_the_owner_can_read_keys(own_keys: Path) -> None:
    keyring.ring().name_for("2020-01")

    assert own_keys.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in own_keys.iterdir()} == {0o600}


def test_the_ring_alone_opens_nothing(own_keys: Path) -> None:
    keyring.ring()
    for path in own_keys.glob("master-*.key"):
        path.unlink()

    with pytest.raises(errors.MasterKeyMissingError, match="LIANFANG_MASTER_KEY"):
        keyring.Ring(own_keys)


def test_a_wrong_master_key_is_named_as_such(own_keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.ring()
    monkeypatch.setenv("LIANFANG_MASTER_KEY", os.urandom(32).hex())

    with pytest.raises(errors.WrongKeyError, match="不匹配"):
        keyring.Ring(own_keys)


@pytest.mark.parametrize("text", ["secret", "00" * 31, base64.b64encode(b"x" * 33).decode()])
def test_what_is_no_key_is_not_taken_for_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANFANG_MASTER_KEY", text)

    with pytest.raises(errors.MalformedMasterKeyError, match="32"):
        keyring.ring()


def test_a_master_key_from_the_environment_leaves_no_file(own_keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    master = os.urandom(32)
    monkeypatch.setenv("LIANFANG_MASTER_KEY", base64.b64encode(master).decode())
    sealed = keyring.ring().seal(keyring.ring().name_for("2020-01"), b"x", b"")
    monkeypatch.setenv("LIANFANG_MASTER_KEY", master.hex())

    assert list(own_keys.glob("master-*")) == []
    assert keyring.Ring(own_keys).open("2020-01", sealed, b"") == b"x"


def test_another_process_sees_a_new_key_at_once(own_keys: Path) -> None:
    mine, theirs = keyring.ring(), keyring.Ring(own_keys)
    sealed = theirs.seal(theirs.name_for("2020-02"), b"x", b"")

    assert "2020-02" not in mine.names()
    assert keyring.ring().open("2020-02", sealed, b"") == b"x"


@pytest.mark.django_db
def test_every_month_has_its_own_key_by_local_time() -> None:
    keep(met(WANG, day=3), met(WANG, day=4))

    assert set(Statement.objects.values_list("key", flat=True)) == {"2020-01", "2020-02"}


@pytest.mark.django_db
def test_rotation_loses_nobody_and_finds_them_under_the_same_id(own_keys: Path) -> None:
    (before,) = keep(met(WANG))
    waiting = VAULT.seal([b"held"])
    old = {path.name: path.read_bytes() for path in own_keys.iterdir()}
    rotation.rotate()
    (after,) = keep(met(WANG, day=1))

    assert person(after) == person(before)
    assert set(Statement.objects.values_list("key", flat=True)) == {"2020-01", "2020-01.2"}
    assert current([person(before)])[person(before)].name == "王小明"
    assert VAULT.unseal(waiting) == [b"held"]
    assert [name for name in old if name.startswith("master") and (own_keys / name).exists()] == []


@pytest.mark.django_db
def test_old_keys_retire_once_everything_is_sealed_again(own_keys: Path) -> None:
    wang, li = keep(met(WANG), met(LI, day=4))
    copy = {row.id: (row.key, bytes(row.sealed)) for row in Statement.objects.all()}
    rotation.rotate()

    assert rotation.retire() == []
    assert rotation.reseal() == 2
    assert rotation.reseal() == 0
    assert rotation.retire() == ["2020-01", "2020-02"]
    assert current([person(wang), person(li)])[person(li)].name == "李芳"
    for row in Statement.objects.all():
        with pytest.raises(errors.DestroyedKeyError):
            keyring.ring().open(*copy[row.id], row.id.bytes + row.entity.bytes)


@pytest.mark.django_db
def test_an_old_copy_of_the_ring_opens_nothing_after_keys_retired(
    own_keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(met(WANG))
    stolen = (own_keys / "ring.json").read_bytes()
    Statement.objects.all().delete()
    rotation.retire()
    (own_keys / "ring.json").write_bytes(stolen)

    with pytest.raises(errors.MasterKeyMissingError):
        keyring.Ring(own_keys)


def test_a_ring_of_other_data_says_so() -> None:
    with pytest.raises(errors.UnknownKeyError, match="2019-12"):
        keyring.ring().open("2019-12", bytes(40), b"")


def test_tokens_are_hmac_sha256_of_the_word(own_keys: Path) -> None:
    keystore.ensure(own_keys)
    contents, master = keystore.load(own_keys)
    key = keystore.unwrap(master, "index", contents.index)
    expected = hmac.digest(key, "王小明".encode(), "sha256")

    assert keyring.ring().token("王小明") == int.from_bytes(expected[:8], "big") >> 1
