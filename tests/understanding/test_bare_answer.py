import pytest

from bot.understanding.bare_answer import is_bare_answer


@pytest.mark.parametrize(
    "text",
    ["", "2", "2.", "2️⃣", "aye", "naw", "yes please", "the second one", "no thanks hen", "tak",
     "three", "???"],
)  # fmt: skip
def test_a_few_words_of_yes_no_and_number_are_just_an_answer(text):
    assert is_bare_answer(text)


@pytest.mark.parametrize(
    "text",
    ["no me", "im done", "help", "yes I took them", "no more", "not safe", "goodbye", "the end",
     "no no no no no no please", "one last time", "💊💊💊", "skint", "4 i want to die"],
)  # fmt: skip
def test_whatever_may_say_more_is_looked_into(text):
    assert not is_bare_answer(text)
