"""What could say whose a text is comes out of it; what cannot be taken out keeps it in."""

import pytest

from actions.privacy.anonymise import anonymised, is_still_known

NAMES = ["Jean Broon", "Morag Sinclair"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("its jean broon here, cannae cope", "its [name] here, cannae cope"),
        ("JEAN's meter is off", "[name] meter is off"),
        ("can Morag ring me", "can [name] ring me"),
        ("my son Callum MacLeod hits me", "my son [name] hits me"),
        ("My name is Senga and I'm skint", "My name is [name] and I'm skint"),
        ("I'm Wullie, i cannae pay", "I'm [name], i cannae pay"),
        ("ring me on 07700 900123 after 5", "ring me on [number] after 5"),
        ("ring +44 7700 900 123", "ring [number]"),
        ("0141-496-0123 is mine", "[number] is mine"),
        ("CHI 0405611234", "CHI [number]"),
        ("NI number AB 12 34 56 C", "NI number [number]"),
        ("i stay at 12 Dalwhinnie Road, G42 9AB", "i stay at [address], [postcode]"),
        ("g429ab", "[postcode]"),
        ("in G42", "in [postcode]"),
        ("born 4 May 1961", "born [date]"),
        ("born 14/2/1961", "born [date]"),
        ("since the 3rd of october", "since the [date]"),
        ("letter says January 5th, 2026", "letter says [date]"),
        ("mail jean.b@example.org or www.example.org/jean", "mail [link] or [link]"),
        ("I am MARY SMITH", "I am [name]"),
        ("call me SHONA please", "call me [name] please"),
        ("my social worker is Mrs JONES", "my social worker is [name]"),
        ("MR SMITH HITS ME", "MR [name]"),
        ("I'm on PIP, it's the DWP", "I'm on PIP, it's the DWP"),
        # What a text is about stays: small numbers, days, well-known names of things.
        ("took 16 of them and i've £20 left", "took 16 of them and i've £20 left"),
        ("l8r mate", "l8r mate"),
        ("on Universal Credit since Monday", "on Universal Credit since Monday"),
        ("i dont want to be here any more", "i dont want to be here any more"),
        ("the DWP stopped my PIP", "the DWP stopped my PIP"),
        ("", ""),
    ],
)
def test_placeholders_stand_where_somebody_could_be_known(text: str, made: str) -> None:
    assert anonymised(text, NAMES) == made


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("i am j e a n", True),
        ("jeanbroon", True),
        ("xXBroonXx on insta", True),
        ("Jéan", True),
        ("ends in 900123", True),
        ("cannae cope", False),
        ("the browned-off man", False),
    ],
)
def test_a_text_by_which_its_writer_is_still_known_is_seen(text: str, is_known: bool) -> None:
    assert is_still_known(text, ["Jean Broon"], "+447700900123") is is_known


def test_a_short_name_within_a_word_says_nothing() -> None:
    assert not is_still_known("so annoyed", ["Ann Lee"], "web:abc")
    assert is_still_known("ann is annoyed", ["Ann Lee"], "web:abc")
