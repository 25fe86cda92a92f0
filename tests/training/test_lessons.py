"""What each form is to be read as: by labels, by what the teachers say, or by both."""

from __future__ import annotations

import random

import numpy as np
import pytest

from bot.training.lessons import by_labels, by_word, labels_of
from bot.training.messages import Labelled
from bot.training.recipe import LABELS_IN_DOUBT, Recipe
from bot.training.word import Word, read_word, unknown, write_word
from bot.understanding.detection import NEEDS

RENT = Labelled(text="cannae pay ma rent", needs=frozenset({"money"}), risk="none", voice="one")
DIE = Labelled(text="i want to die", needs=frozenset({"mental_health"}), risk="crisis", voice="one")
DOUBT = Labelled(text="left the cat next door", needs=frozenset(), risk="crisis",
                 voice=LABELS_IN_DOUBT[0])  # fmt: skip
MONEY, NONE, CRISIS = NEEDS.index("money"), len(NEEDS), len(NEEDS) + 2
PLAIN = Recipe(joined=0, hurried=0, spliced_share=1)


def said(**shares):
    """`[17]`, none of it but these."""
    of = np.zeros(len(NEEDS) + 4, dtype=np.float32)
    for name, share in shares.items():
        of[{"money": MONEY, "none": NONE, "crisis": CRISIS}[name]] = share
    return of


@pytest.fixture
def word(tmp_path):
    def kept(**by_text) -> Word:
        texts = [text.replace("_", " ") for text in by_text]
        write_word(texts, np.stack(list(by_text.values())), tmp_path / "word.npz")
        return read_word(tmp_path / "word.npz")

    return kept


def drawn(lesson):
    forms, wanted = lesson.draw(random.Random(1))
    assert len(forms) == len(wanted) == lesson.size
    return {form.text: row for form, row in zip(forms, wanted, strict=True)}


def test_what_is_kept_of_a_text_is_found_again_and_of_another_nothing(word):
    kept = word(a_b=said(money=0.8, none=1.0))

    assert kept.of("a b")[MONEY] == pytest.approx(0.8, abs=1 / 255)
    assert kept.of("a c") is None
    assert unknown(["a b", "a c"], kept) == 1


def test_by_labels_a_level_of_risk_is_nearly_sure():
    rows = drawn(by_labels([RENT, DIE], PLAIN))

    assert rows[RENT.text][MONEY] == 1
    assert rows[RENT.text][NONE] == pytest.approx(0.9625)
    assert rows[DIE.text][CRISIS] == pytest.approx(0.9625)
    assert rows[DIE.text][len(NEEDS) :].sum() == pytest.approx(1)


def test_label_and_word_count_as_the_recipe_says(word):
    kept = word(cannae_pay_ma_rent=said(money=0.2, none=1.0))
    rows = drawn(by_word([RENT], [], kept, Recipe(joined=0, hurried=0, teachers_word=0.25)))

    assert rows[RENT.text][MONEY] == pytest.approx(0.75 + 0.25 * 0.2, abs=0.01)


def test_of_a_message_whose_label_is_in_doubt_the_word_alone_counts(word):
    kept = word(left_the_cat_next_door=said(none=0.9, crisis=0.1))

    assert drawn(by_word([DOUBT], [], kept, PLAIN))[DOUBT.text][CRISIS] == pytest.approx(
        0.1, abs=0.01
    )
    assert drawn(by_word([DOUBT, RENT], [], word(x=said(none=1.0)), PLAIN)).keys() == {RENT.text}


def test_a_new_message_counts_by_its_label_and_a_new_spliced_text_not_at_all(word):
    kept = word(the_rain_in_may=said(none=1.0))
    rows = drawn(by_word([RENT], ["the rain in may", "never heard"], kept, PLAIN))

    assert rows.keys() == {RENT.text, "the rain in may"}
    assert (rows[RENT.text] == labels_of([RENT])[0]).all()
    assert rows["the rain in may"][NONE] == 1


def test_two_in_one_breath_have_the_needs_of_both_and_the_graver_risk():
    lesson = by_labels([RENT, DIE] * 20, Recipe(joined=1, hurried=0))
    forms, wanted = lesson.draw(random.Random(1))

    assert len({form.of for form in forms}) > 20
    for form, row in zip(forms, wanted, strict=True):
        assert row[MONEY] == float(RENT.text in form.text)
        assert (row[CRISIS] > 0.9) == (DIE.text in form.text)
