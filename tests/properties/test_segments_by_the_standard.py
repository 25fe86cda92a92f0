"""Segments against a reference written from the standards alone, octet by octet.

3GPP TS 23.038 has the alphabets: seven bits a character, with an escape to a second table; or
UCS-2 in octets, big end first. 3GPP TS 23.040 has the packing: 140 octets of user data, of which
6 go to the header that joins the parts of a longer text; neither an escaped character nor a
surrogate pair may be split between two of them.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.segments import segments
from tests.properties.effort import effort

USER_DATA = 140
HEADER = 6
ESCAPE = 0x1B

# The default alphabet in order of code, 0x00 to 0x7F; the escape itself is no character.
DEFAULT = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
EXTENSION = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E,
    "|": 0x40, "€": 0x65,
}  # fmt: skip
CODE = {character: code for code, character in enumerate(DEFAULT) if code != ESCAPE}


def septets_of(character: str) -> list[int] | None:
    if character in CODE:
        return [CODE[character]]
    return [ESCAPE, EXTENSION[character]] if character in EXTENSION else None


def packed(septets: list[int]) -> bytes:
    """Seven bits after seven bits, the first in the lowest."""
    bits = sum(septet << (7 * place) for place, septet in enumerate(septets))
    return bits.to_bytes((7 * len(septets) + 7) // 8, "little")


def encoded(text: str) -> tuple[str, list[bytes | list[int]]]:
    """The name of the alphabet, and what stands for each character, which stays whole."""
    septets = [septets_of(character) for character in text]
    if None not in septets:
        return "gsm7", [each for each in septets if each is not None]
    return "ucs2", [character.encode("utf-16-be") for character in text]


def bits_of(unit: bytes | list[int]) -> int:
    return len(unit) * (8 if isinstance(unit, bytes) else 7)


def parts_of(text: str) -> list[list[bytes | list[int]]]:
    """The fewest parts: each takes as many whole characters as go in."""
    _, units = encoded(text)
    if sum(map(bits_of, units)) <= USER_DATA * 8:
        return [units] if units else []
    parts: list[list[bytes | list[int]]] = [[]]
    left = room = (USER_DATA - HEADER) * 8
    for unit in units:
        if bits_of(unit) > left:
            parts.append([])
            left = room
        left -= bits_of(unit)
        parts[-1].append(unit)
    return parts


GSM = st.sampled_from([*CODE, *EXTENSION, *EXTENSION])
OTHER = st.characters(exclude_categories=["Cs"]) | st.sampled_from("ŁóÀ’💊🏴\ufe0f\u200d\x1b\0")
RUNS = st.tuples(GSM | OTHER, st.integers(1, 90)).map(lambda run: run[0] * run[1])
TEXTS = st.one_of(
    st.lists(st.tuples(GSM, st.integers(1, 90)).map(lambda run: run[0] * run[1]), max_size=12),
    st.lists(RUNS, max_size=12),
    st.lists(GSM, min_size=140, max_size=320),
    st.lists(GSM | OTHER, min_size=60, max_size=210),
).map("".join)


def test_the_reference_is_the_table_of_the_standard() -> None:
    assert len(DEFAULT) == len(set(DEFAULT)) == 0x80
    assert (CODE["\n"], CODE["\r"], CODE[" "], CODE["A"], CODE["a"], CODE["à"]) == (
        *(0x0A, 0x0D, 0x20, 0x41, 0x61, 0x7F),
    )
    # "hello" as it goes over the air, a worked example of many handbooks.
    assert packed([CODE[letter] for letter in "hellohello"]).hex() == "e8329bfd4697d9ec37"


@effort(100)
@given(TEXTS)
def test_segments_are_counted_as_the_network_packs_them(text: str) -> None:
    alphabet, units = encoded(text)
    counted = segments(text)
    parts = parts_of(text)
    assert (counted.count, counted.encoding) == (len(parts), alphabet)
    size = 2 if alphabet == "ucs2" else 1
    assert counted.units == sum(len(unit) for unit in units) // size


@effort(30)
@given(TEXTS)
def test_every_part_of_the_reference_goes_into_one_message(text: str) -> None:
    """Packed to the last bit, as it would be sent: so the reference itself is right."""
    parts = parts_of(text)
    header = HEADER if len(parts) > 1 else 0
    for part in parts:
        if isinstance(part[0], bytes):
            octets = b"".join(each for each in part if isinstance(each, bytes))
        else:
            octets = packed([septet for each in part for septet in each])
        # Behind six octets of header one bit is filled up, so that septets begin on their own.
        assert header + len(octets) <= USER_DATA
