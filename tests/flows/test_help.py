"""The answer to HELP: the crisis lines always, and whom the practice helps where it has said."""

from __future__ import annotations

import pytest

from actions.basis.words import Words
from actions.practice.set_way_of_working import LONGEST_WHO_FOR
from actions.texts.queue_text import body_of
from bot.delivery.segments import segments
from bot.dialogue import Flows, load_flows
from tests.flows.conftest import FLOWS

LINES = ("999", "NHS 24 on 111", "Samaritans 116 123")


@pytest.fixture(scope="module")
def flows() -> Flows:
    return load_flows([FLOWS])


@pytest.mark.parametrize("who_for", ["", "Anyone over 16 here.", "x" * LONGEST_WHO_FOR])
@pytest.mark.parametrize("is_neutral", [False, True])
def test_help_names_the_lines_and_says_whom_we_help_unless_somebody_reads_along(
    flows: Flows, who_for: str, is_neutral: bool
) -> None:
    words = Words(flows=flows, language="en", slots={"neutral_wording": is_neutral})
    text = body_of(words.text("utter_help", who_for=who_for))
    assert all(line in text for line in LINES)
    assert (f"Who we help: {who_for}" in text) == bool(who_for and not is_neutral)
    assert segments(text).count <= 2
