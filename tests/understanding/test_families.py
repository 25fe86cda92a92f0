"""Families of words that rules add to the model: slang, other languages, pictures and idioms."""

import pytest
from tables import labelled

from bot.detector import detector_of
from bot.settings import UnderstandingConfig
from bot.understanding import detect
from bot.understanding.chinese import cut_at_known_words
from bot.understanding.normalise import normalise

GRAVE = ("crisis", "emergency")


@pytest.fixture(scope="module")
def detector():
    return detector_of(UnderstandingConfig())


@pytest.mark.parametrize("row", labelled("families"), ids=lambda row: row.text[:40])
def test_each_message_of_a_family_has_its_level_and_its_needs(detector, row):
    found = detector.detect(row.text)
    if row.risk in GRAVE:
        assert found.risk in GRAVE
    else:
        assert found.risk == row.risk
    assert row.needs <= set(found.needs)


@pytest.mark.parametrize(
    "text",
    [
        "watched the Traitors, murdered again, then took all my tablets",
        "my ctb was cut and I want to die",
        "stuck on the bridge in traffic and he's strangling my mum",
        "panic over, prescription's sorted, but I've cut my wrists",
        "the lord takes us when he's ready, and I've swallowed all my tablets",
    ],
)
def test_an_idiom_hides_no_danger_in_the_rest(text):
    assert detect(text).risk in GRAVE


def test_a_run_of_chinese_is_cut_at_known_words_and_points_at_them():
    text = "我老公打我,我好怕"
    evidence = [each for each in detect(text).evidence if each.label == "crisis"]
    assert [text[each.start : each.end] for each in evidence] == ["老公打我"]


@pytest.mark.parametrize("text", ["", "cannae pay ma leccy", "мама", "مرحبا"])
def test_text_without_chinese_is_left_as_it_is(text):
    plain = normalise(text)
    assert cut_at_known_words(plain) is plain


def test_every_word_of_a_cut_text_knows_its_place():
    text = "hi 我想自殺 tonight"
    plain = cut_at_known_words(normalise(text))
    assert [word.text for word in plain.words] == ["hi", "我", "想自殺", "tonight"]
    assert [text[word.start : word.end] for word in plain.words] == [w.text for w in plain.words]
    assert all(plain.text[w.at : w.at + len(w.text)] == w.text for w in plain.words)
