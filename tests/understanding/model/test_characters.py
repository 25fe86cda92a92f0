import math

import pytest

from bot.understanding.model.characters import BUCKETS, buckets


def likeness(one: str, other: str) -> float:
    a, b = buckets(one), buckets(other)
    return sum(weight * b.get(bucket, 0.0) for bucket, weight in a.items())


def test_a_text_has_length_one():
    for text in ("landlord", "cannae pay ma leccy", "😂 no way"):
        assert math.isclose(sum(weight**2 for weight in buckets(text).values()), 1.0)


def test_every_bucket_is_one_of_those_there_are():
    assert all(0 <= bucket < BUCKETS for bucket in buckets("the landlord wants me oot " * 20))


@pytest.mark.parametrize("text", ["", "   ", "?!…", "💊💊"])
def test_no_words_have_no_buckets(text):
    assert buckets(text) == {}


def test_a_slip_leaves_a_word_more_like_itself_than_any_other():
    assert likeness("depressed", "depresed") > 0.5 > likeness("depressed", "delivered")


def test_case_and_kind_of_apostrophe_make_no_difference():
    assert likeness("Can’t COPE", "can't cope") == pytest.approx(1.0)


def test_the_order_of_words_makes_some():
    assert likeness("he hit me", "me he hit") < 1.0
