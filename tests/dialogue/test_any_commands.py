"""Whatever is said in whatever order, a turn ends waiting, parked or idle, and never raises."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import Error
from bot.dialogue import ActionFailure, ActionResult, Failed, Said
from tests.dialogue.driver import Talk, sample_flows, sets
from tests.support.any_commands import any_command

VALUES = st.sampled_from(
    ["debt", "bills", "go_on", "start_again", "person", "worse", "1951-02-14", "x", "", None]
) | st.sampled_from([True, False, 3, -1.0, {"windows": []}, "small_survey", "help_with_money"])
COMMANDS = any_command(sample_flows(), VALUES, options=["Bills"])
RESULTS = st.sampled_from(
    [
        ActionResult(),
        sets(time_held=True),
        sets(time_held=False, times_tried=3),
        sets(nonsense=1),
        ActionFailure(info="late"),
        ActionResult(events=[{"event": "restart"}]),
        ActionResult(events=[{"event": "reset_slots"}]),
        ActionResult(events=[{"event": "followup", "name": "utter_privacy"}]),
        ActionResult(responses=[{"text": "T", "buttons": [{"title": "A"}]}]),
        ActionResult(responses=[{"text": "T"}] * 4),
    ]
)
ACTIONS = sorted(sample_flows().actions)


@settings(max_examples=250)
@given(
    turns=st.lists(st.lists(COMMANDS, max_size=3), max_size=10),
    results=st.dictionaries(st.sampled_from(ACTIONS), RESULTS),
)
def test_any_sequence_of_commands_ends_waiting_or_idle(turns, results):
    talk = Talk(actions=results)
    for commands in turns:
        talk(*commands)
        state = talk.state
        assert state.pending is None
        if state.stack and not talk.of(Failed):
            assert state.question is not None or not talk.events
        assert len([e for e in talk.of(Said) if not e.is_lead_in]) <= 4
        assert len(state.stack) + len(state.parked) < 60


@settings(max_examples=100)
@given(turns=st.lists(st.lists(COMMANDS, max_size=2), max_size=8))
def test_with_actions_that_work_nothing_ever_fails_of_itself(turns):
    offers = ActionResult(responses=[{"text": "When?", "buttons": [{"title": "Tue"}]}])
    talk = Talk(
        actions={"action_ask_time_choice": offers, "action_hold_time": sets(time_held=True)}
    )
    for commands in turns:
        talk(*commands)
        if not any(isinstance(command, Error) for command in commands):
            assert talk.of(Failed) == [], talk.of(Failed)
