"""Which voices each network reads, and by what a trained one is known again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.training.mark import CODE, HERE, mark_of
from bot.training.messages import FOLDER, Labelled
from bot.training.recipe import FOLD, LAST, LATER_VOICES, NEWEST_VOICES, STUDENT, TEACHERS

RECIPES = (*TEACHERS, FOLD, *STUDENT, LAST)
MESSAGE = Labelled(text="skint", needs=frozenset({"money"}), risk="none", voice="one")


def test_every_voice_that_a_recipe_names_is_a_file():
    """A file that is given another name would be read by all, and nobody would hear of it."""
    voices = {path.stem for path in FOLDER.glob("*.yml")}
    named = {*LATER_VOICES, *NEWEST_VOICES, *(name for one in RECIPES for name in one.without)}

    assert named - voices == set()


def test_the_last_round_reads_the_newest_voices_and_none_before_it_does():
    assert not set(LAST.without) & set(NEWEST_VOICES)
    assert all(set(NEWEST_VOICES) <= set(one.without) for one in RECIPES if one is not LAST)


@pytest.mark.parametrize(
    "other",
    [
        replace(MESSAGE, text="Skint"),
        replace(MESSAGE, risk="urgent"),
        replace(MESSAGE, needs=set()),
    ],
)
def test_another_message_makes_another_network(other):
    assert mark_of([other], TEACHERS[0]) != mark_of([MESSAGE], TEACHERS[0])


def test_another_recipe_does_too_and_a_voice_that_is_not_read_does_not():
    unread = replace(MESSAGE, voice="borders")

    assert mark_of([MESSAGE], TEACHERS[1]) != mark_of([MESSAGE], TEACHERS[0])
    assert mark_of([MESSAGE, unread], TEACHERS[0]) == mark_of([MESSAGE], TEACHERS[0])


@pytest.mark.parametrize("name", CODE)
def test_so_does_other_code(tmp_path: Path, name):
    for each in CODE:
        shutil.copy(HERE / each, tmp_path)
    assert mark_of([MESSAGE], TEACHERS[0], tmp_path) == mark_of([MESSAGE], TEACHERS[0])

    with (tmp_path / name).open("a") as file:
        file.write("# another thing\n")

    assert mark_of([MESSAGE], TEACHERS[0], tmp_path) != mark_of([MESSAGE], TEACHERS[0])
