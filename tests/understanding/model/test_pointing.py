import numpy as np

from bot.understanding.model.pointing import spans_for
from bot.understanding.model.signals import SIGNALS
from bot.understanding.model.trained_model import Token

TEXT = "hiya the landlord is wanting us out"


def tokens(adds: dict[str, float], pieces: tuple[str, ...] = tuple(TEXT.split())) -> list[Token]:
    """The pieces where they stand in TEXT, each with what it adds to housing."""
    found, at = [], 0
    for piece in pieces:
        start = TEXT.index(piece, at)
        at = start + len(piece)
        parts = np.zeros(len(SIGNALS), dtype=np.float32)
        parts[SIGNALS.index("housing")] = adds.get(piece, -0.1)
        found.append(Token(start=start, end=at, parts=parts))
    return found


def shown(adds: dict[str, float], **more) -> list[str]:
    return [TEXT[start:end] for start, end in spans_for("housing", tokens(adds, **more))]


def test_the_words_that_add_most_are_shown():
    assert shown({"landlord": 3.0, "out": 0.2}) == ["landlord"]


def test_words_side_by_side_are_one_stretch():
    assert shown({"wanting": 1.0, "us": 1.0, "out": 1.0}) == ["wanting us"]


def test_one_word_between_two_is_shown_with_them():
    assert shown({"landlord": 1.0, "wanting": 1.0}) == ["landlord"]
    assert shown({"landlord": 1.0, "wanting": 1.0, "out": 0.5}) == ["landlord is wanting"]


def test_pieces_of_a_word_are_shown_as_the_word():
    pieces = ("hiya", "the", "land", "lord", "is", "wanting", "us", "out")
    assert shown({"lord": 2.0}, pieces=pieces) == ["landlord"]


def test_where_nothing_speaks_for_it_the_word_that_speaks_least_against_it_is_shown():
    assert len(shown({})) == 1


def test_no_words_give_no_stretch():
    assert spans_for("housing", []) == ()
