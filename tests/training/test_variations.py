"""What a network is shown in each pass: the same messages, in forms that people really send."""

from __future__ import annotations

import random

from bot.training.augment import cut
from bot.training.recipe import Recipe
from bot.training.variations import varied

TEXTS = [
    "cannae pay ma rent",
    "i want to die",
    "the dog died in may and nobody has come round here since the day of it",
]


def test_without_shares_messages_stay_as_they_are() -> None:
    forms = varied(TEXTS, Recipe(joined=0, hurried=0), random.Random(1))

    assert [form.text for form in forms] == TEXTS
    assert [form.of for form in forms] == [(0,), (1,), (2,)]


def test_of_two_in_one_breath_both_are_known() -> None:
    for form in varied(TEXTS * 20, Recipe(joined=1, hurried=0), random.Random(1)):
        assert len(form.of) == 2
        for place in form.of:
            assert (TEXTS * 20)[place] in form.text


def test_the_same_draws_give_the_same_forms() -> None:
    recipe = Recipe(joined=0.3)
    first = varied(TEXTS * 20, recipe, random.Random(5))
    assert first == varied(TEXTS * 20, recipe, random.Random(5))
    assert first != varied(TEXTS * 20, recipe, random.Random(6))


def test_a_message_is_cut_to_one_end_of_it() -> None:
    for seed in range(50):
        part = cut(TEXTS[2], random.Random(seed))
        assert part != TEXTS[2]
        assert TEXTS[2].startswith(part) or TEXTS[2].endswith(part)
        assert len(part.split()) >= 3


def test_a_short_message_is_not_cut() -> None:
    assert cut("i want to die", random.Random(1)) == "i want to die"
