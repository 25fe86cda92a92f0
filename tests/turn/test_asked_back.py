"""A question, or a number that is not on offer, is no answer to a question that takes any words."""

from __future__ import annotations

import pytest

from bot.understanding.asking_back import asks_back

MONEY = "What is the money worry mostly about"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how long will this take", "a few short texts"),
        ("why does that matter", "get you the right help"),
        ("whats it got to do with you", "get you the right help"),
        ("can my wife come", "have someone with you"),
        ("do i have to wear a mask", "can't help with that here"),
        ("where is it", "Nothing is booked yet"),
        ("who is it with", "Nothing is booked yet"),
        ("7", "didn't catch that"),
    ],
)
async def test_it_is_answered_and_the_question_stands(jean, text, told):
    for before in ("money", "yes", "1"):
        await jean.says(before)
    heard = await jean.says(text)
    assert told in heard[0]
    assert MONEY in heard[-1]


async def test_own_words_still_answer(jean):
    for before in ("money", "yes", "1"):
        await jean.says(before)
    assert MONEY not in " ".join(
        await jean.says("when the giro comes its away on the catalogue man")
    )


async def test_a_number_that_we_do_not_know_is_told_of_no_chat(jean):
    assert "can't find a chat" in " ".join(await jean.says("when is my appointment"))


@pytest.mark.parametrize(
    "text",
    ["when i go out i panic", "when hes drinking he gets angry", "what i need is a job",
     "cant pay the rent", "have the bailiffs coming", "how i feel is awful", "am on my own"],
)  # fmt: skip
def test_what_tells_is_no_question(text):
    assert not asks_back(text)
