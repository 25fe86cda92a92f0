from __future__ import annotations

import pytest

from storage.errors import SealBroken
from storage.keyring import Keyring
from storage.private import PatientText, PersonName, PhoneNumber

WORDS = "I cannae pay the gas, Jean 07700 900123"


def test_what_is_sealed_can_be_opened_and_does_not_show(keyring: Keyring) -> None:
    sealed = keyring.seal(WORDS)

    assert keyring.open(sealed) == WORDS
    assert b"gas" not in sealed


def test_the_same_words_are_sealed_differently_each_time(keyring: Keyring) -> None:
    assert keyring.seal(WORDS) != keyring.seal(WORDS)


def test_a_sealed_value_begins_with_its_version_and_key(keyring: Keyring) -> None:
    first, second = keyring.seal("a"), keyring.seal("b")

    assert first[0] == 1
    assert first[:5] == second[:5]


@pytest.mark.parametrize("place", [0, 2, 8, 20, -1])
def test_one_changed_bit_anywhere_is_refused(keyring: Keyring, place: int) -> None:
    sealed = bytearray(keyring.seal(WORDS))
    sealed[place] ^= 1

    with pytest.raises(SealBroken):
        keyring.open(bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 5, 10, 30])
def test_a_value_cut_short_is_refused(keyring: Keyring, length: int) -> None:
    with pytest.raises(SealBroken):
        keyring.open(keyring.seal(WORDS)[:length])


def test_after_rotation_old_values_open_and_new_ones_need_the_new_secret() -> None:
    old, both, new = (Keyring.from_secret(text) for text in ("old", "new, old", "new"))

    assert both.open(old.seal(WORDS)) == WORDS
    assert new.open(both.seal(WORDS)) == WORDS
    with pytest.raises(SealBroken):
        new.open(old.seal(WORDS))


def test_fingerprints_find_what_an_older_secret_filed() -> None:
    old, both = Keyring.from_secret("old"), Keyring.from_secret("new,old")

    assert old.fingerprint(WORDS) in both.fingerprints(WORDS)
    assert both.fingerprint(WORDS) != old.fingerprint(WORDS)


def test_a_signature_of_any_held_secret_is_good_and_of_no_other() -> None:
    old, both = Keyring.from_secret("old"), Keyring.from_secret("new,old")

    assert both.is_signed("form", old.sign("form"))
    assert not old.is_signed("form", both.sign("form"))
    assert not both.is_signed("form", "ünreadable")


def test_a_fingerprint_is_no_signature(keyring: Keyring) -> None:
    assert not keyring.is_signed("form", keyring.fingerprint("form"))


@pytest.mark.parametrize("secrets", ["", " ", ",", " , "])
def test_a_keyring_without_a_secret_is_refused(secrets: str) -> None:
    with pytest.raises(ValueError, match="at least one secret"):
        Keyring.from_secret(secrets)


def test_no_repr_shows_a_key(keyring: Keyring) -> None:
    assert repr(keyring) == "Keyring(<1 keys>)"


@pytest.mark.parametrize("kind", [PatientText, PhoneNumber, PersonName])
def test_a_private_string_is_a_str_whose_repr_tells_only_its_length(kind: type[str]) -> None:
    private = kind(WORDS)

    assert private == WORDS
    assert repr(private) == f"{kind.__name__}(<{len(WORDS)} characters>)"
    assert "gas" not in f"{[private]} {private!r} { ({'text': private}) }"
