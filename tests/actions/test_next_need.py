from __future__ import annotations

import pytest

from actions.intake.next_need import new_in_this_talk, questions_each
from actions.intake.urgent_help import urgent_kind


@pytest.mark.parametrize(
    ("needs", "budget", "each"),
    [(1, 2, 2), (2, 2, 1), (3, 2, 1), (9, 2, 1), (1, 4, 2), (2, 4, 2), (3, 4, 1)],
)
def test_questions_are_shared_out_so_that_each_need_is_heard(
    needs: int, budget: int, each: int
) -> None:
    assert questions_each(needs, budget) == each


@pytest.mark.parametrize(
    ("needs", "kind"),
    [
        (["money", "housing"], "homeless"),
        (["energy", "food"], "food"),
        (["energy"], "heat"),
        (["money"], "money"),
        (["healthy_living"], "medicine"),
        (["work"], "money"),
        (["caring"], "person"),
        (["abuse", "isolation"], "person"),
        ([], "person"),
    ],
)
def test_the_need_that_cannot_wait_a_night_is_helped_first(needs: list[str], kind: str) -> None:
    assert urgent_kind(needs) == kind


@pytest.mark.parametrize(
    ("needs", "asked", "heard", "left"),
    [
        (["money", "housing", "isolation"], [], ["money", "housing"], ["isolation"]),
        (["money", "housing"], ["money"], ["money"], ["money", "housing"]),
        (["money"], [], ["money"], ["money"]),
        (["money", "isolation"], ["isolation"], ["money", "isolation"], ["isolation"]),
    ],
)
def test_who_comes_back_is_asked_about_what_is_new(
    needs: list[str], asked: list[str], heard: list[str], left: list[str]
) -> None:
    assert new_in_this_talk(needs, asked, heard) == left
