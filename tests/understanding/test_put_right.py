"""Which texts take a need back by its name, and which tell of a lack."""

import pytest

from bot.understanding import put_right
from bot.understanding.detection import Detection


@pytest.mark.parametrize(
    ("text", "denied", "named"),
    [
        ("wait it's not loneliness it's money I need help with", {"isolation"}, {"money"}),
        ("its money i need help with, not loneliness", {"isolation"}, {"money"}),
        ("it's not the money it's the damp", {"money"}, {"housing"}),
    ],
)
def test_one_need_denied_and_another_named(text: str, denied: set[str], named: set[str]) -> None:
    right = put_right(text, Detection())
    assert right is not None
    assert (set(right.denied), set(right.detection.needs)) == (denied, named)


@pytest.mark.parametrize(
    "text",
    ["I do not have money for gas", "ive not food and the heating is off", "not money", "money"],
)
def test_a_lack_takes_nothing_back(text: str) -> None:
    assert put_right(text, Detection()) is None
