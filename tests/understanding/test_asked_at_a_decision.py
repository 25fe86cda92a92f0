"""What is asked or wished for, word for word, decides neither the needs nor if a phone is safe."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.commands import Choice, OpenQuestion, QuestionKind, SetSlot
from bot.dialogue import Flows, load_flows, new_state
from bot.exchange.library import Library
from bot.understanding import Vocabulary, read

FLOWS = Path(__file__).parents[2] / "flows"
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def flows() -> Flows:
    return load_flows([FLOWS])


@pytest.fixture(scope="module")
def vocabulary(flows) -> Vocabulary:
    library = Library(flows, needs_flow="self_referral")
    return library.vocabulary(flows, new_state(flows))


def question(flows: Flows, slot: str, kind: QuestionKind, **titles: object) -> OpenQuestion:
    choices = tuple(
        Choice(
            title=title,
            payload=f"/SetSlots({slot}={value})",
            slots={slot: value},
            synonyms=flows.synonyms.get(str(value), ()),
        )
        for title, value in titles.items()
    )
    return OpenQuestion(
        id="q", slot=slot, flow="f", step="s", kind=kind, asked_at=NOW.isoformat(), choices=choices
    )


def wrongly_answered(flows, vocabulary, asked: OpenQuestion) -> dict[str, object]:
    found: dict[str, object] = {}
    for text in flows.asked_outright:
        if len(text.split()) < 2:
            continue
        reading = read(text, question=asked, slots={}, vocabulary=vocabulary, now=NOW)
        for each in reading.commands:
            if isinstance(each, SetSlot) and each.name == asked.slot:
                found[text] = each.value
    return found


def test_no_wish_or_question_denies_the_needs_or_affirms_them(flows, vocabulary):
    asked = question(flows, "needs_right", "yes_no", Yes=True, No=False)
    assert "please dont phone me" in flows.asked_outright
    assert wrongly_answered(flows, vocabulary, asked) == {}


def test_no_wish_or_question_tells_that_a_phone_is_safe(flows, vocabulary):
    asked = question(
        flows,
        "safe_to_text",
        "choice",
        **{"Its safe": "yes", "Not safe": "no", "Some": "sometimes"},
    )
    assert wrongly_answered(flows, vocabulary, asked) == {}
