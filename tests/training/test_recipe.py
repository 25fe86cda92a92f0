"""Which voices are read how, and by what a trained network is known again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.training.mark import CODE, HERE, mark_of
from bot.training.messages import FOLDER, Labelled, read_messages
from bot.training.recipe import HALF, LABELS_IN_DOUBT, ORDINARY_TALK, STUDENT
from bot.training.spliced import pieces_of
from bot.training.word import Word, read_word, unknown

MESSAGE = Labelled(text="skint", needs=frozenset({"money"}), risk="none", voice="one")


def test_every_voice_that_the_recipe_names_is_a_file():
    """A file that is given another name would be read otherwise, and nobody would hear of it."""
    assert {*LABELS_IN_DOUBT, *ORDINARY_TALK} <= {path.stem for path in FOLDER.glob("*.yml")}


def test_the_teachers_have_said_something_of_most_that_is_learnt_from(tmp_path):
    messages = read_messages(corrections=tmp_path)
    texts = [message.text for message in messages if message.voice not in ORDINARY_TALK]
    word = read_word()

    assert unknown(texts, word) <= len(texts) / 4, "run `make teachers` (docs/how-to/train.md)"
    pieces = pieces_of(messages)
    assert unknown(pieces, word) <= len(pieces) / 3, "run `make teachers` (docs/how-to/train.md)"


@pytest.mark.parametrize(
    "other",
    [
        replace(MESSAGE, text="Skint"),
        replace(MESSAGE, risk="urgent"),
        replace(MESSAGE, needs=set()),
    ],
)
def test_another_message_makes_another_network(other):
    assert mark_of([[other]], STUDENT) != mark_of([[MESSAGE]], STUDENT)


def test_another_recipe_does_too_and_another_word_of_the_teachers():
    first, second = (Word({1: np.full(17, share, dtype=np.uint8)}) for share in (1, 2))

    assert len({mark_of([[MESSAGE]], STUDENT), mark_of([[MESSAGE]], HALF)}) == 2
    assert mark_of([[MESSAGE]], STUDENT, first) != mark_of([[MESSAGE]], STUDENT, second)
    assert mark_of([[MESSAGE]], STUDENT, first) == mark_of([[MESSAGE]], STUDENT, first)


@pytest.mark.parametrize("name", CODE)
def test_so_does_other_code(tmp_path: Path, name):
    for each in CODE:
        shutil.copy(HERE / each, tmp_path)
    assert mark_of([[MESSAGE]], HALF, code=tmp_path) == mark_of([[MESSAGE]], HALF)

    with (tmp_path / name).open("a") as file:
        file.write("# another thing\n")

    assert mark_of([[MESSAGE]], HALF, code=tmp_path) != mark_of([[MESSAGE]], HALF)
