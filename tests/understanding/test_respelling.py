"""What the trained model reads of a text with slips in it, and where that stands in the message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding.detection import LEARNT
from bot.understanding.respelling import respell


def test_slips_are_put_right_and_all_else_stays() -> None:
    assert respell("Ma LECCY's aff, n no mony. wee yins hungrey!").text == (
        "Ma LECCY's aff, n no money. wee yins hungry!"
    )


def test_what_is_said_so_is_not_put_right() -> None:
    for text in ("nae mair mornins", "cannae dae this onymair", "feelin awfy low"):
        assert respell(text).text == text


def test_a_stretch_is_shown_where_it_stands_in_the_message() -> None:
    message = "the homles unit n ma benefts letter"
    respelt = respell(message)
    for there, here in (("homeless", "homles"), ("unit", "unit"), ("letter", "letter")):
        start = respelt.text.index(there)
        first, end = respelt.in_message(start, start + len(there))
        assert message[first:end] == here


WORDS = st.sampled_from(["homles", "mony", "skint", "and", "hungrey", "I", "cant", "sleap", "12"])


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", "  ", ". "])), min_size=1))
def test_every_word_points_at_the_word_that_was_written(told: list[tuple[str, str]]) -> None:
    message = "".join(word + gap for word, gap in told)
    respelt = respell(message)
    at = 0
    for part, (word, _) in zip(respelt.text.split(), told, strict=True):
        start = respelt.text.index(part, at)
        at = start + len(part)
        core = part.rstrip(",.")
        first, end = respelt.in_message(start, start + len(core))
        assert message[first:end] == word


def test_evidence_that_the_model_found_is_in_the_persons_own_words() -> None:
    detector = detector_of(UnderstandingConfig())
    message = "the flat is so quite, just me an the telly, evry nite"
    found = detector.detect(message)
    assert found.needs == ("isolation",)
    learnt = {message[each.start : each.end] for each in found.evidence if each.why == LEARNT}
    assert learnt
    assert all(f" {stretch} " in f" {message} " for stretch in learnt)
