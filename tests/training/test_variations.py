"""What a network is shown in each pass: the same messages, in forms that people really send."""

from __future__ import annotations

import random

from bot.training.augment import cut
from bot.training.messages import Labelled
from bot.training.recipe import Recipe
from bot.training.variations import varied

MESSAGES = [
    Labelled(text="cannae pay ma rent", needs=frozenset({"money"}), risk="none", voice="one"),
    Labelled(text="i want to die", needs=frozenset(), risk="crisis", voice="one"),
    Labelled(
        text="the dog died in may and nobody has come round here since the day of it",
        needs=frozenset({"bereavement", "isolation"}),
        risk="none",
        voice="two",
    ),
]


def test_without_shares_messages_stay_as_they_are() -> None:
    plain = Recipe(joined=0, hurried=0)
    forms = varied(MESSAGES, plain, random.Random(1))
    assert [(one.text, one.needs, one.risk) for one in forms] == [
        (one.text, one.needs, one.risk) for one in MESSAGES
    ]


def test_what_was_cut_is_marked_for_its_label_may_be_true_no_more() -> None:
    always = Recipe(joined=0, hurried=0, cut=1)
    assert [one.is_cut for one in varied(MESSAGES, always, random.Random(1))] == [
        False,
        False,
        True,
    ]


def test_two_in_one_breath_have_the_needs_of_both_and_the_graver_risk() -> None:
    always = Recipe(joined=1, hurried=0)
    for message in varied(MESSAGES * 20, always, random.Random(1)):
        parts = [one for one in MESSAGES if one.text.rstrip(".") in message.text]
        assert message.needs == frozenset[str]().union(*(one.needs for one in parts))
        assert (message.risk == "crisis") == any(one.risk == "crisis" for one in parts)


def test_the_same_draws_give_the_same_messages() -> None:
    recipe = Recipe(cut=0.3)
    first = varied(MESSAGES * 20, recipe, random.Random(5))
    assert first == varied(MESSAGES * 20, recipe, random.Random(5))
    assert first != varied(MESSAGES * 20, recipe, random.Random(6))


def test_a_message_is_cut_to_one_end_of_it() -> None:
    text = MESSAGES[2].text
    for seed in range(50):
        part = cut(text, random.Random(seed))
        assert part != text
        assert text.startswith(part) or text.endswith(part)
        assert len(part.split()) >= 3


def test_a_short_message_is_not_cut() -> None:
    assert cut("i want to die", random.Random(1)) == "i want to die"
