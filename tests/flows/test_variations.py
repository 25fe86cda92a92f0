"""Which variation of a response is said: never by chance, and never the telling one by mistake.

The engine draws lots between variations that suit equally well. For our texts that would mean
that a worker's name now and then reaches a phone that is not safe, so no two may suit equally.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from bot.dialogue import Flows, load_flows, say

FLOWS = Path(__file__).parents[2] / "flows"
FILLED = {
    "practice_name": "Blether Demo Practice",
    "role_title": "link worker",
    "team_hours": "Mon-Fri 9am-5pm",
    "needs_text": "money",
    "signpost_text": "Demo Pantry 0141 496 0103",
}
SWITCHES = ("neutral_wording", "office_open", "has_needs", "has_appointment")
MAY_BE_EMPTY = {
    "worker": "Morag",
    "appointment_with": "Morag",
    "first_name": "Jean",
    "waiting_text": "6",
    "homeless_line": "0141 496 0101",
    "crisis_grant_line": "0141 496 0102",
    "appointment_text": "Tue 24 Nov, 10am by phone",
}
TELLING = (*FILLED.values(), "Morag", "Blether")


@pytest.fixture(scope="module")
def flows() -> Flows:
    return load_flows([FLOWS])


def situations() -> list[dict[str, object]]:
    """Every mix of what may be true and what may be unknown."""
    found = []
    for switches in product((True, False), repeat=len(SWITCHES)):
        for is_known in product((True, False), repeat=len(MAY_BE_EMPTY)):
            known = {
                name: value if there else ""
                for (name, value), there in zip(MAY_BE_EMPTY.items(), is_known, strict=True)
            }
            found.append({**FILLED, **known, **dict(zip(SWITCHES, switches, strict=True))})
    return found


def test_no_lot_is_ever_drawn(flows):
    drawn = {
        name
        for name, response in flows.responses.items()
        if len(response.variations) > 1
        for slots in situations()
        if say(flows, name, slots, draw=lambda: 0.0).text
        != say(flows, name, slots, draw=lambda: 0.999).text
    }
    assert drawn == set()


def test_nothing_unfilled_reaches_a_phone(flows):
    for name, response in flows.responses.items():
        if len(response.variations) == 1:
            continue
        for slots in situations():
            text = say(flows, name, slots, draw=lambda: 0.0).text
            assert "None" not in text and "{" not in text and "  " not in text, (name, text)


BESIDES = ("utter_crisis", "utter_after", "utter_duty_")
"""Said whoever reads, and to the colleague on duty."""


def test_while_wording_is_neutral_no_text_names_us_or_the_worker(flows):
    neutral = [slots for slots in situations() if slots["neutral_wording"]]
    named = {
        (name, said.text)
        for name, response in flows.responses.items()
        if len(response.variations) > 1 and not name.startswith(BESIDES)
        for slots in neutral
        for said in [say(flows, name, slots, draw=lambda: 0.0)]
        if any(word in said.text for word in TELLING if word != FILLED["team_hours"])
    }
    assert named == set()
