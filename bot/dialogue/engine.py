"""The engine: (flows, state, commands) to (state, events). Pure: same arguments, same result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.commands import Command, OpenQuestion
from bot.dialogue import expiry
from bot.dialogue.action_results import take_result
from bot.dialogue.apply import apply
from bot.dialogue.burst import Burst
from bot.dialogue.events import Said
from bot.dialogue.failure import TurnFailed
from bot.dialogue.flows import Flows
from bot.dialogue.migrate import onto
from bot.dialogue.questions import asked_by
from bot.dialogue.results import ActionFailure, ActionResult, Step
from bot.dialogue.state import Frame, State, Tally


def new_state(flows: Flows, filled: Mapping[str, Any] | None = None) -> State:
    """A conversation in which nothing has been said, but that these slots are filled."""
    slots = {name: slot.initial_value for name, slot in flows.slots.items()}
    return State(slots={**slots, **(filled or {})}, flows_version=flows.version)


def startable(flows: Flows, state: State) -> Mapping[str, str]:
    """Flow id to name, in the person's language, of the flows that a command may start now."""
    language = state.slots.get("language") or flows.default_language
    return {
        flow.id: flow.name_in(language)
        for flow in flows.flows.values()
        if not flow.is_pattern and flow.may_start(state.slots)
    }


def name_to_start(flows: Flows, state: State, flow: str) -> str | None:
    """The name that `startable` has for one flow; None where it may not be started now."""
    found = flows.flows.get(flow)
    if found is None or found.is_pattern or not found.may_start(state.slots):
        return None
    return found.name_in(state.slots.get("language") or flows.default_language)


def advance(
    flows: Flows,
    state: State,
    commands: Sequence[Command],
    *,
    now: datetime,
    ids: Callable[[], str],
    draw: Callable[[], float],
    channel: str | None = None,
) -> Step:
    """Obeys the commands of one message and runs to the next wait or custom action.

    `now` is aware; `ids` gives a new id at each call; `draw` gives a number in [0, 1).
    A flow's mistake becomes an event and a safe reply; nothing is raised for it.
    Example: `advance(flows, new_state(flows), [StartFlow(flow="money")], now=…, …).events`
    """
    burst = _begin(flows, state, now=now, ids=ids, draw=draw, channel=channel)
    burst.state.tally = Tally()
    burst.state.pending = None
    wanted = list(commands)
    try:
        if expiry.may_hold(burst, wanted):
            expiry.hold(burst, wanted)
        elif not apply(burst, wanted):
            return Step(state=burst.state, events=tuple(burst.events))
    except TurnFailed as error:
        burst.fail(error.error_type, error.info)
    return _finish(burst)


def resume(
    flows: Flows,
    state: State,
    result: ActionResult | ActionFailure,
    *,
    now: datetime,
    ids: Callable[[], str],
    draw: Callable[[], float],
    channel: str | None = None,
) -> Step:
    """Goes on with the turn after the pending action; arguments as for `advance`.

    Raises ValueError where no action is pending.
    """
    if state.pending is None:
        raise ValueError("no action is pending")
    burst = _begin(flows, state, now=now, ids=ids, draw=draw, channel=channel)
    try:
        take_result(burst, result)
    except TurnFailed as error:
        burst.fail(error.error_type, error.info)
    return _finish(burst)


def _begin(
    flows: Flows,
    state: State,
    *,
    now: datetime,
    ids: Callable[[], str],
    draw: Callable[[], float],
    channel: str | None,
) -> Burst:
    if now.tzinfo is None:
        raise ValueError("now must be an aware time")
    own = state.copy()
    if own.flows_version != flows.version:
        own = onto(flows, own)
    return Burst(flows, own, now=now, ids=ids, draw=draw, channel=channel)


def _finish(burst: Burst) -> Step:
    before = burst.state.question
    burst.run()
    state = burst.state
    if burst.pending is None:
        _settle_question(burst, before)
        _remember_texts(burst)
        if not burst.has_failed:
            state.failures = 0
        state.tally = Tally()
    return Step(state=state, events=tuple(burst.events), pending=burst.pending)


def _settle_question(burst: Burst, before: object) -> None:
    """The old question stays open only while its flow is parked or has to be tried again."""
    state = burst.state
    if state.question is not None and state.question is before:
        frames = state.parked + state.stack if burst.has_failed else state.parked
        if not _is_open(state, state.question, frames):
            state.question = None
    if state.question is None and not state.stack and state.parked_question is not None:
        if _is_open(state, state.parked_question, state.parked):
            state.question = state.parked_question
        else:
            state.parked_question = None


def _is_open(state: State, question: OpenQuestion, frames: Sequence[Frame]) -> bool:
    return question.slot in asked_by(frames) and state.slots.get(question.slot) is None


def _remember_texts(burst: Burst) -> None:
    said = [event for event in burst.events if isinstance(event, Said) and not event.is_lead_in]
    if said:
        burst.state.last_said = [
            {"text": s.text, "response": s.response, "buttons": [list(b) for b in s.buttons]}
            for s in said
        ]
