from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.segments import GSM_BASIC, GSM_EXTENSION, segments, tidy

POLISH_117 = (
    "Przypomnienie: wizyta w poradni we wtorek o 10. Odpowiedz: 1 będę, 2 inny termin, "
    "3 nie potrzebuję. Dziękujemy za to."
)
GAELIC_136 = (
    "Seo cuimhneachan bho Blether Demo Practice: tha coinneamh agad Dimàirt aig 10. "
    "Freagair 1 ma tha thu a' tighinn, 2 airson àm eile, 3 no."
)

TABLE = [
    # text, parts, encoding
    ("", 0, "gsm7"),
    ("a", 1, "gsm7"),
    ("a" * 160, 1, "gsm7"),
    ("a" * 161, 2, "gsm7"),
    ("a" * 306, 2, "gsm7"),
    ("a" * 307, 3, "gsm7"),
    ("a" * 152 + "€" + "a" * 152, 3, "gsm7"),  # 306 units, but the euro sign may not straddle
    ("a" * 151 + "€" + "a" * 153, 2, "gsm7"),  # 306 units, and the euro sign ends the part
    ("€" * 80, 1, "gsm7"),
    ("€" * 81, 2, "gsm7"),
    ("[" * 76 + "a" + "[" * 76 + "a", 2, "gsm7"),
    ("àèéìòùÉÇäöñü", 1, "gsm7"),  # Gaelic and German small letters in the alphabet
    ("À", 1, "ucs2"),  # a Gaelic capital is not
    ("ó" * 70, 1, "ucs2"),
    ("ó" * 71, 2, "ucs2"),
    ("ó" * 134, 2, "ucs2"),
    ("ó" * 135, 3, "ucs2"),
    ("ó" * 66 + "💊" + "ó" * 66, 3, "ucs2"),  # 134 units, but the surrogates may not straddle
    ("ó" * 65 + "💊" + "ó" * 67, 2, "ucs2"),
    ("💊" * 35, 1, "ucs2"),
    ("💊" * 36, 2, "ucs2"),
    ("what’s on", 1, "ucs2"),
    ("a\x00", 1, "ucs2"),
    (POLISH_117, 2, "ucs2"),
    (GAELIC_136, 1, "gsm7"),
]


@pytest.mark.parametrize(("text", "count", "encoding"), TABLE)
def test_a_text_takes_as_many_parts_as_the_network_packs_it_in(
    text: str, count: int, encoding: str
) -> None:
    assert (segments(text).count, segments(text).encoding) == (count, encoding)


def test_the_examples_have_the_lengths_they_are_named_for() -> None:
    assert len(POLISH_117) == 117
    assert len(GAELIC_136) == 136


def test_units_count_an_extension_character_twice() -> None:
    assert segments("a€").units == 3


def naive_parts(text: str) -> int:
    """Encode every unit, then cut by hand, never between the two units of one character."""
    if all(c in GSM_BASIC or c in GSM_EXTENSION for c in text):
        coded = ["eX" if c in GSM_EXTENSION else "x" for c in text]
        single, size = 160, 153
    else:
        coded = ["hl" if len(c.encode("utf-16-be")) == 4 else "b" for c in text]
        single, size = 70, 67
    stream = "".join(coded)
    if len(stream) <= single:
        return 1 if stream else 0
    parts = 0
    while stream:
        cut = min(size, len(stream))
        if stream[cut - 1] in "eh":
            cut -= 1
        stream = stream[cut:]
        parts += 1
    return parts


GSM_TEXT = st.text(alphabet=sorted(GSM_BASIC | GSM_EXTENSION), min_size=100, max_size=700)
ANY_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("aó€💊😀ś"), st.characters(exclude_categories=["Cs"])),
    max_size=400,
)


@given(st.one_of(GSM_TEXT, ANY_TEXT))
def test_packing_agrees_with_a_naive_packer(text: str) -> None:
    assert segments(text).count == naive_parts(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("what’s on – “now”…", 'what\'s on - "now"...'),
        ("10\u00a0am", "10 am"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("e\u0301", "é"),
        ("Siân Łukasz Ó Dòmhnall", "Siân Łukasz Ó Dòmhnall"),
        ("می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧"),
    ],
)
def test_tidy_makes_punctuation_plain_and_leaves_letters(text: str, plain: str) -> None:
    assert tidy(text) == plain


@given(st.text(alphabet=st.characters(categories=["L"]), max_size=60))
def test_tidy_never_changes_a_letter(text: str) -> None:
    spared = text.replace("ʼ", "")
    assert tidy(spared) == unicodedata.normalize("NFC", spared)


@given(ANY_TEXT)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
