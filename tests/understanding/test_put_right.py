"""Which texts take a need back by its name, and which tell of a lack."""

import pytest

from bot.understanding import kept_at_the_check, put_right
from bot.understanding.detection import Detection


@pytest.mark.parametrize(
    ("text", "denied", "named"),
    [
        ("wait it's not loneliness it's money I need help with", {"isolation"}, {"money"}),
        ("its money i need help with, not loneliness", {"isolation"}, {"money"}),
        ("it's not the money it's the damp", {"money"}, {"housing"}),
        ("forget lonely, its the damp", {"isolation"}, {"housing"}),
        ("forget the loneliness its really the damp", {"isolation"}, {"housing"}),
        ("never mind the loneliness, it's money", {"isolation"}, {"money"}),
        ("no scrap that about the damp. its ma nerves", {"housing"}, {"mental_health"}),
        ("forget what i said about money, its the drink", {"money"}, {"addiction"}),
    ],
)
def test_one_need_denied_and_another_named(text: str, denied: set[str], named: set[str]) -> None:
    right = put_right(text, Detection())
    assert right is not None
    assert (set(right.denied), set(right.detection.needs)) == (denied, named)


@pytest.mark.parametrize(
    "text",
    [
        "I do not have money for gas",
        "ive not food and the heating is off",
        "not money",
        "money",
        "i forget my shopping and the house is damp",
        "i always forget the heating and its damp",
    ],
)
def test_a_lack_takes_nothing_back(text: str) -> None:
    assert put_right(text, Detection()) is None


def test_what_it_is_instead_is_kept_at_the_check() -> None:
    kept = kept_at_the_check("forget lonely, its the damp", Detection(), ["isolation"])
    assert kept.needs == ("housing",)


def test_abuse_is_not_taken_back_at_the_check() -> None:
    found = Detection(needs=("abuse",))
    assert "abuse" in kept_at_the_check("forget the abuse, its money", found, ["abuse"]).needs


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("aye and food", {"food"}),
        ("yep plus housing", {"housing"}),
        ("yes and i am lonely too", {"isolation"}),
        ("correct, also i am lonely", {"isolation"}),
        ("that is incorrect its my housing", {"housing"}),
        ("nope its the opposite im ok for money", set()),
        ("yes, im at work the now", set()),
        ("yes", set()),
    ],
)
def test_what_was_missed_is_named_at_the_check(text: str, needs: set[str]) -> None:
    assert set(kept_at_the_check(text, Detection(), ["money"]).needs) == needs
