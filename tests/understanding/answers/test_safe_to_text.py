"""A phone is put down as safe only by an answer that says nothing else."""

import pytest

from bot.commands import Choice, OpenQuestion, SetSlot
from bot.understanding.answers.safe_to_text import read_safe_to_text

WORDINGS = [
    [("Yes", "yes"), ("No", "no"), ("Only sometimes", "sometimes")],
    [("It's safe", "yes"), ("Not safe", "no"), ("Only sometimes", "sometimes")],
]
NAMES = {
    "yes": ("safe", "its my phone", "my own mobile", "i dont mind", "naebody else looks"),
    "no": (),
    "sometimes": ("when hes out", "not at night", "during the day", "not sure"),
}


@pytest.fixture(params=WORDINGS)
def question(request) -> OpenQuestion:
    return OpenQuestion(
        id="q1",
        slot="safe",
        flow="f",
        step="s",
        kind="choice",
        asked_at="2026-11-23T10:00:00Z",
        choices=tuple(
            Choice(title=title, payload=value, slots={"safe": value}, synonyms=NAMES[value])
            for title, value in request.param
        ),
    )


def told(text, question):
    answer = read_safe_to_text(text, question, {})
    return [c.value for c in answer.commands if isinstance(c, SetSlot)] if answer else []


@pytest.mark.parametrize(
    "text",
    [
        "he tracks my phone", "he monitors my phone", "he knows my passcode",
        "my man has the password", "nobody sees it but him", "only me and my mum",
        "just me and the kids", "my daughter helps me with my phone", "phone is better",
        "it is nae safe", "safe at work", "mostly safe", "yes mostly", "safe in the day",
        "I don't feel safe", "im in a safe house", "absolutely not", "I would rather you didn't",
        "is it safe?", "its not mine", "it is unsafe", "not my phone only",
        "no issues but he reads it", "its the library computer", "yes, my electric is off too",
    ],
)  # fmt: skip
def test_a_word_of_safe_beside_others_is_no_yes(text, question):
    assert told(text, question) != ["yes"]


@pytest.mark.parametrize(
    "text",
    [
        "he tracks my phone",
        "only me and my mum",
        "safe at work",
        "yes mostly",
        "dont text at night",
    ],
)
def test_others_who_hold_it_and_hours_are_sometimes(text, question):
    assert told(text, question) == ["sometimes"]


@pytest.mark.parametrize(
    "text",
    [
        "1", "first", "yes", "aye please hen", "nae bother", "safe", "its safe",
        "yes it's my own phone", "ye its my phone", "aye just text me here", "aye on you go",
        "yes its mine", "aye ma ain phone", "its my own", "no issues", "dont see why not",
        "no reason not to", "it is not unsafe", "safe as hooses", "aye loon, it's ma ain",
        "yes my phone only", "Yes, it is safe to text me on this number.",
        "its my phone im her son", "yes thank you for asking",
        "no problem with texts", "it's fine", "just me", "1 and also my gas is cut off",
    ],
)  # fmt: skip
def test_a_plain_yes_is_yes(text, question):
    assert told(text, question) == ["yes"]
