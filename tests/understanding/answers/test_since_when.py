"""A date is an answer to how long ago it was, and to whether there is one."""

from datetime import UTC, date, datetime

import pytest

from bot.commands import Choice, OpenQuestion, SetSlot
from bot.understanding.answers.any_question import read_answer
from bot.understanding.answers.since_when import read_since_when
from bot.understanding.situation import Situation

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LOSS = OpenQuestion(
    id="1", slot="loss_when", flow="f", step="s", kind="choice", asked_at="",
    takes_own_words=True,
    choices=tuple(
        Choice(title=title, payload=value, slots={"loss_when": value})
        for title, value in (
            ("In the last few weeks", "weeks"), ("In the last year", "months"),
            ("Longer ago", "longer"),
        )
    ),
)  # fmt: skip
LETTER = OpenQuestion(
    id="1", slot="housing_letter", flow="f", step="s", kind="yes_no", asked_at="",
    takes_own_words=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/6/2025", "longer"),
        ("3/6/25", "longer"),
        ("She died 3rd June 2026", "months"),
        ("11th november", "weeks"),
        ("in march", "months"),
        ("2019", "longer"),
        ("since June 2026", "months"),
    ],
)
def test_the_stretch_of_time_that_holds_a_date(text, value):
    found = read_since_when(text, LOSS, date(2026, 11, 23))
    assert found is not None
    assert found.slots == {"loss_when": value}


@pytest.mark.parametrize("text", ["1", "2", "in the year he was 12", "31/2/2026", "5/12/2027"])
def test_no_date_of_the_past_tells_none(text):
    assert read_since_when(text, LOSS, date(2026, 11, 23)) is None


@pytest.mark.parametrize("text", ["5/12/26", "It's 5/12/26", "5th december", "tomorrow"])
def test_a_date_to_be_out_by_is_a_yes(text):
    answer = read_answer(text, LETTER, Situation(now=NOW, question=LETTER))
    assert answer is not None
    assert [c.value for c in answer.commands if isinstance(c, SetSlot)] == [True]
