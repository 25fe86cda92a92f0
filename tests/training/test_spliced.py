"""Texts that nobody labelled, made of pieces of those that somebody did."""

from __future__ import annotations

from bot.training.messages import Labelled
from bot.training.recipe import ORDINARY_TALK
from bot.training.spliced import pieces_of, spliced

TEXTS = [
    f"number {number} was late again so i walked the whole way home in the rain"
    for number in range(200)
]


def test_the_first_of_each_is_a_piece_of_it_and_the_others_hold_pieces_of_two():
    alone = spliced(TEXTS[:1], 1)
    assert len(alone) == 1
    assert alone[0] in TEXTS[0]

    both = spliced(TEXTS, 2)
    assert len(both) > len(TEXTS)
    assert not set(both) & set(TEXTS), "none is a message itself"
    assert len(set(both)) == len(both)


def test_another_message_changes_few_of_the_others_texts():
    """Else what the teachers said of them would be of no use any more."""
    before = set(spliced(TEXTS, 2))
    after = set(spliced(["the cat has been at the butter again, can you believe it", *TEXTS], 2))

    assert len(before - after) < len(before) / 50


def test_nothing_is_made_of_nothing():
    assert spliced([], 2) == []


def test_plain_chat_is_not_spliced():
    chat, others = (
        [Labelled(text=text, needs=frozenset(), risk="none", voice=voice) for text in some]
        for voice, some in ((ORDINARY_TALK[0], TEXTS[:100]), ("twins_quiet", TEXTS[100:]))
    )

    assert pieces_of([*chat, *others]) == pieces_of(others) != []
