"""What is told beside the yes or no to a reminder is not lost."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands import Choice, SetSlot, StartFlow
from bot.understanding import Vocabulary, read
from tests.understanding.test_reading import asked

NOW = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
VOCABULARY = Vocabulary(
    flows={"move_appointment": "move", "cancel_appointment": "cancel", "self_referral": "help"},
    synonyms={"no": "change", "instead": "change", "i cant": "change"},
)


def _choice(title: str, value: str, *synonyms: str) -> Choice:
    payload = f"/SetSlots(reminder_choice={value})"
    slots = {"reminder_choice": value}
    return Choice(title=title, payload=payload, slots=slots, synonyms=synonyms)


REMINDER = asked(
    "choice",
    "reminder_choice",
    (
        _choice("Yes", "coming"),
        _choice("Change it", "change", "no", "instead", "cant make it"),
        _choice("Not needed", "not_needed", "no thanks"),
    ),
)


def heard(text: str) -> dict[str, Any]:
    found = read(
        text,
        question=REMINDER,
        slots={"has_appointment": True},
        vocabulary=VOCABULARY,
        now=NOW,
        timezone="Europe/London",
    )
    values = {c.name: c.value for c in found.commands if isinstance(c, SetSlot)}
    return values | {"flows": [c.flow for c in found.commands if isinstance(c, StartFlow)]}


@pytest.mark.parametrize(
    "text",
    [
        "cant make it, can we do the friday instead",
        "can we do friday instead",
        "no can't make it, friday 11 dec at 2pm?",
        "no, friday",
        "no friday 2pm",
    ],
)
def test_the_day_told_with_a_no_is_kept(text: str) -> None:
    told = heard(text)
    assert told["reminder_choice"] == "change"
    assert all(start.startswith("2026-12-11") for start, _ in told["time_asked"]["windows"])


def test_a_no_that_may_be_a_scots_not_books_nothing() -> None:
    assert heard("no friday 2pm")["time_asked"]["exact"] is None


@pytest.mark.parametrize("text", ["no cancel it", "no, cancel it please", "no can you cancel"])
def test_to_call_it_off_after_a_no_is_asked_about(text: str) -> None:
    assert heard(text) == {"flows": ["cancel_appointment"]}


def test_a_yes_beside_a_need_is_a_yes() -> None:
    told = heard("yes but the landlord has gave me notice and wants me out")
    assert told == {"reminder_choice": "coming", "flows": ["self_referral"]}


@pytest.mark.parametrize("text", ["yes but not then, the landlord wants me out", "yes but later"])
def test_a_yes_with_a_condition_is_none(text: str) -> None:
    assert heard(text).get("reminder_choice") != "coming"
