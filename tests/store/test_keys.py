"""Key files: what is written is read, what is not is noticed, and only the passphrase opens a seal."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_roleplay.store import keys
from ipt_roleplay.store.errors import BadPassphrase, Damaged, NeedsPassphrase, NewerVersion, WrongPassphrase
from ipt_roleplay.store.keys import KeyFile, Seal

PASSPHRASE = "four wörds are good"
NOWHERE = Path("key-1")


@pytest.fixture(scope="module")
def sealed(usual_cost: keys.Cost) -> keys.Keyring:
    """As the program makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "COST", usual_cost)
        return keys.new_keyring(3, PASSPHRASE)


def test_a_plain_key_opens_by_itself() -> None:
    keyring = keys.new_keyring(1, None)
    assert keyring.file.unlock(None) == keyring.key
    assert len(keyring.key) == 32


def test_a_sealed_key_is_nowhere_in_its_file(sealed: keys.Keyring) -> None:
    content = keys.to_bytes(sealed.file)
    assert sealed.key.hex().encode() not in content
    assert sealed.key not in content
    assert PASSPHRASE.encode() not in content


def test_only_the_passphrase_opens_a_seal(sealed: keys.Keyring) -> None:
    assert sealed.file.unlock(PASSPHRASE) == sealed.key
    with pytest.raises(WrongPassphrase, match="Nothing was changed"):
        sealed.file.unlock(PASSPHRASE + " ")
    with pytest.raises(NeedsPassphrase):
        sealed.file.unlock(None)


def test_a_letter_may_be_composed_in_two_ways(sealed: keys.Keyring) -> None:
    assert sealed.file.unlock("four wo\u0308rds are good") == sealed.key


def test_argon2id_as_rfc_9106_recommends(sealed: keys.Keyring) -> None:
    seal = sealed.file.seal
    assert seal is not None
    assert (seal.memory, seal.passes, seal.lanes, len(seal.salt)) == (65536, 3, 4, 16)


def test_a_changed_seal_does_not_open(sealed: keys.Keyring) -> None:
    """Even where its checksum was made to fit: the tag is over the wrapped key."""
    seal = sealed.file.seal
    assert seal is not None
    forged = Seal(seal.memory, seal.passes, seal.lanes, seal.salt, bytes(32), seal.tag)
    with pytest.raises(WrongPassphrase):
        forged.open(PASSPHRASE)


@pytest.mark.parametrize("passphrase", ["", "short", "lone \ud800 surrogate"])
def test_passphrases_that_cannot_be_used(passphrase: str) -> None:
    with pytest.raises(BadPassphrase):
        keys.new_keyring(1, passphrase)


@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32), st.text("0123456789abcdef", min_size=16))
def test_round_trip(generation: int, key: bytes, key_id: str) -> None:
    key_file = KeyFile(generation, key_id, key, None)
    assert keys.from_bytes(keys.to_bytes(key_file), NOWHERE) == key_file


@given(data=st.data(), is_sealed=st.booleans())
def test_a_flipped_bit_is_noticed_or_without_effect(sealed: keys.Keyring, data: st.DataObject, is_sealed: bool) -> None:
    key_file = sealed.file if is_sealed else KeyFile(1, "0" * 16, sealed.key, None)
    content = bytearray(keys.to_bytes(key_file))
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    content[bit // 8] ^= 1 << bit % 8
    with suppress(Damaged):
        assert keys.from_bytes(bytes(content), NOWHERE) == key_file


@given(st.binary(max_size=300))
def test_garbage_is_no_key_file(content: bytes) -> None:
    with pytest.raises(Damaged):
        keys.from_bytes(content, NOWHERE)


def test_a_seal_cannot_ask_for_a_thousand_gigabytes(sealed: keys.Keyring) -> None:
    seal = sealed.file.seal
    assert seal is not None
    greedy = Seal(2**30, seal.passes, seal.lanes, seal.salt, seal.wrapped, seal.tag)
    with pytest.raises(Damaged, match="out of bounds"):
        keys.from_bytes(keys.to_bytes(KeyFile(1, "x", None, greedy)), NOWHERE)


def test_a_newer_key_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(keys, "FORMAT", 2)
        content = keys.to_bytes(keys.new_keyring(1, None).file)
    with pytest.raises(NewerVersion, match="version 2, known here is 1"):
        keys.from_bytes(content, NOWHERE)


def test_of_two_whole_copies_the_newer_counts(tmp_path: Path) -> None:
    old, new = keys.new_keyring(1, None).file, keys.new_keyring(2, None).file
    (tmp_path / "key-1").write_bytes(keys.to_bytes(new))
    (tmp_path / "key-2").write_bytes(keys.to_bytes(old))
    assert keys.read_pair(tmp_path) == new


@pytest.mark.parametrize("name", keys.FILES)
@pytest.mark.parametrize("damage", [b"", b"{}", None])
def test_one_damaged_copy_is_mended_from_the_other(tmp_path: Path, name: str, damage: bytes | None) -> None:
    key_file = keys.new_keyring(1, None).file
    keys.write_pair(tmp_path, key_file)
    if damage is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(damage)
    assert keys.read_pair(tmp_path) == key_file
    keys.mend_pair(tmp_path, key_file)
    assert (tmp_path / "key-1").read_bytes() == (tmp_path / "key-2").read_bytes() == keys.to_bytes(key_file)


def test_a_keyring_does_not_show_its_key() -> None:
    keyring = keys.new_keyring(1, None)
    assert keyring.key.hex() not in repr(keyring)
    assert repr(keyring.key) not in repr(keyring)
