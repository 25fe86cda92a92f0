"""Obeying commands: they rearrange the stack; the burst then runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from bot.commands import (
    CancelFlow,
    CannotHandle,
    ChangeFlow,
    ChitChat,
    Clarify,
    Command,
    CorrectSlots,
    Error,
    HumanHandoff,
    KnowledgeAnswer,
    OpenQuestion,
    RepeatBotMessages,
    Restart,
    SessionEnd,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from bot.dialogue import handover, interruption
from bot.dialogue.cancel import cancel_top_flow, restart
from bot.dialogue.clean import clean
from bot.dialogue.correct import correct
from bot.dialogue.events.question_skipped import QuestionSkipped
from bot.dialogue.start import asks_anything, queue_flows, start_flows
from bot.dialogue.state import Frame, State
from bot.dialogue.trouble import clarify, trouble

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst

_C = TypeVar("_C")
# What is said beside a question that a pattern asks leaves that question behind.
_LEAVES_PATTERN = (StartFlow, CorrectSlots, CancelFlow, Clarify, Restart, SessionEnd)
_RETURNS_TO_PARKED = (CorrectSlots, CancelFlow, RepeatBotMessages)


def apply(burst: Burst, commands: Sequence[Command]) -> bool:
    """Obeys the commands in the fixed order; False where there was nothing to obey."""
    cleaned = clean(burst, commands)
    if not cleaned:
        return False
    errors = _of(cleaned, Error)
    if errors:
        burst.fail("error", errors[0].info)
        return True
    _return_to_parked(burst, cleaned)
    cleaned = [*_leave_pattern(burst, cleaned), *cleaned]
    if _of(cleaned, HumanHandoff):
        _set_slots(burst, _of(cleaned, SetSlot))
        handover.hand_over(burst, "asked_for")
        return True
    first: list[Frame] = []
    """Patterns that speak before anything else, in order."""
    _end_or_restart(burst, cleaned)
    first += _cancel(burst, cleaned)
    is_answered = _is_answered(burst, cleaned)
    for correction in _of(cleaned, CorrectSlots):
        first += correct(burst, correction)
    first += _set_slots(burst, _of(cleaned, SetSlot))
    _keep_answer_beside_correction(burst, cleaned)
    first += _start(burst, cleaned, is_answered=is_answered)
    first += _remarks(burst, cleaned)
    if not burst.state.stack and not first and not _of(cleaned, SessionEnd):
        first += trouble(burst, "cannot_help")
    burst.state.stack += reversed(first)
    if not burst.is_troubled:
        burst.state.troubles.clear()
    return True


def _of(commands: Sequence[Command], kind: type[_C]) -> list[_C]:
    return [command for command in commands if isinstance(command, kind)]


def _return_to_parked(burst: Burst, commands: Sequence[Command]) -> None:
    """The parked question is answered after all, so its flow goes on."""
    state = burst.state
    if not state.is_with_a_person:
        return
    question = state.question
    slot = question.slot if question is not None else None
    answers = any(c.name == slot for c in _of(commands, SetSlot))
    skips = question is not None and _may_skip(question) and bool(_of(commands, SkipQuestion))
    if answers or skips or any(isinstance(command, _RETURNS_TO_PARKED) for command in commands):
        handover.unpark(state)


def _leave_pattern(burst: Burst, commands: Sequence[Command]) -> list[Command]:
    """A clarification or an offer to go on is left when the person says something else.

    Gives back what was held until then.
    """
    state = burst.state
    question = state.question
    asked = question.slot if question is not None else None
    is_answered = any(c.name == asked for c in _of(commands, SetSlot))
    says_other = any(c.name != asked for c in _of(commands, SetSlot)) or any(
        isinstance(command, _LEAVES_PATTERN) for command in commands
    )
    if not says_other or is_answered:
        return []
    state.stack = interruption.without_passing_patterns(state.stack)
    held, state.held = state.held, []
    return clean(burst, held)


def _keep_answer_beside_correction(burst: Burst, commands: Sequence[Command]) -> None:
    """ "1, and it's Brown not Broon": the flow goes back for the name, and comes by the open
    question again with its answer."""
    question = burst.state.question
    if question is None or not _of(commands, CorrectSlots):
        return
    if any(command.name == question.slot for command in _of(commands, SetSlot)):
        burst.state.tally.corrected.append(question.slot)


def _end_or_restart(burst: Burst, commands: Sequence[Command]) -> None:
    if _of(commands, SessionEnd):
        while cancel_top_flow(burst) is not None:
            pass
        burst.state.parked = []
    if _of(commands, Restart):
        restart(burst)


def _cancel(burst: Burst, commands: Sequence[Command]) -> list[Frame]:
    if not _of(commands, CancelFlow):
        return []
    dropped = cancel_top_flow(burst)
    if dropped is None:
        return [] if _of(commands, SessionEnd) else trouble(burst, "nothing_to_cancel")
    below = burst.state.stack
    if below and below[-1].step_id != "START" and not _of(commands, StartFlow):
        interruption.go_back(burst, previous=dropped[0].flow_id)
    if _of(commands, StartFlow):
        return []  # what is begun instead has words of its own
    context = {
        "canceled_name": burst.name(dropped[0].flow_id),
        "canceled_frames": [frame.frame_id for frame in dropped],
    }
    return [burst.pattern("pattern_cancel_flow", context)]


def _set_slots(burst: Burst, commands: Sequence[SetSlot]) -> list[Frame]:
    """Sets values; each that its slot's validation refuses leaves a pattern to say so."""
    refused: list[Frame] = []
    question = burst.state.question
    for command in commands:
        slot = burst.flows.slots.get(command.name)
        if slot is None:
            continue
        if command.name not in burst.state.tally.attempted:
            burst.state.tally.attempted.append(command.name)
        if command.value is None:
            continue
        burst.set_slot(slot.name, command.value)
        if question is not None and question.slot == slot.name:
            _remember_answered(burst.state, question)
        validation = slot.validation
        if any(r.condition.holds(burst.state.slots, {}) for r in validation.rejections):
            refused += _validate(burst, slot.name)
    return refused


def _remember_answered(state: State, question: OpenQuestion) -> None:
    """An answer that a flow has forgotten at its end is none that could be taken back."""
    slot, slots = question.slot, state.slots
    before = [each for each in state.answered if each != slot and slots.get(each) is not None]
    state.answered = [*before, slot]
    state.answered_from = [choice.slots.get(slot) for choice in question.choices]


def _validate(burst: Burst, slot: str) -> list[Frame]:
    """The pattern that refuses the value; none where it is asking for this slot already."""
    stack = burst.state.stack
    asking = [f for f in stack if f.context.get("validate") == slot]
    if asking and asking[-1] is stack[-1]:
        return []
    burst.state.stack = [frame for frame in stack if frame not in asking]
    validation = burst.flows.slots[slot].validation
    context = {
        "validate": slot,
        "refill_utter": validation.refill_utter or f"utter_ask_{slot}",
        "refill_action": "",
        "rejections": [rejection.utter for rejection in validation.rejections],
    }
    return [burst.pattern("pattern_validate_slot", context)]


def _start(burst: Burst, commands: Sequence[Command], *, is_answered: bool) -> list[Frame]:
    if _wait_for_the_question(burst, commands):
        return _repeat(burst)
    wanted = [command.flow for command in _of(commands, StartFlow)]
    later: list[str] = []
    if is_answered:
        # With its question answered the flow goes on; what would ask more, or was said in
        # passing, waits for its end.
        passing = {command.flow for command in _of(commands, StartFlow) if command.waits}
        later = [flow for flow in wanted if flow in passing or asks_anything(burst, flow)]
        wanted = [flow for flow in wanted if flow not in later]
    has_queued = bool(later) and queue_flows(burst, later)
    has_started = bool(wanted) and start_flows(burst, wanted)
    if has_queued or has_started or not (wanted or later):
        return []
    has_more = len(wanted) + len(later) < len(commands)
    return [] if has_more else trouble(burst, "cannot_help")


def _wait_for_the_question(burst: Burst, commands: Sequence[Command]) -> bool:
    """Whether all that came was said in passing, and now waits below the question that stands."""
    passing = [command for command in _of(commands, StartFlow) if command.waits]
    top = burst.top
    if not passing or len(passing) < len(commands) or top is None or not top.is_question:
        return False
    return queue_flows(burst, [command.flow for command in passing])


def _is_answered(burst: Burst, commands: Sequence[Command]) -> bool:
    """Whether the open question of a flow under way got a value in this message."""
    question, top = burst.state.question, burst.top
    if question is None or top is None or not top.is_question:
        return False
    answers = (c for c in _of(commands, SetSlot) if c.name == question.slot)
    return any(command.value is not None for command in answers)


def _remarks(burst: Burst, commands: Sequence[Command]) -> list[Frame]:
    """Clarify, skip, repeat, chat, cannot handle: the first of them counts."""
    for command in commands:
        if isinstance(command, Clarify):
            return clarify(burst, command)
        if isinstance(command, SkipQuestion):
            return _skip(burst)
        if isinstance(command, RepeatBotMessages):
            return _repeat(burst)
        if isinstance(command, ChitChat):
            return [burst.pattern("pattern_chitchat", {})]
        if isinstance(command, KnowledgeAnswer):
            return [burst.pattern("pattern_search", {})]
        if isinstance(command, ChangeFlow):
            return trouble(burst, "not_understood")
        if isinstance(command, CannotHandle):
            return trouble(burst, command.reason)
    return []


def _repeat(burst: Burst) -> list[Frame]:
    if not burst.state.stack and not burst.state.last_said:
        return trouble(burst, "nothing_to_repeat")
    return [burst.pattern("pattern_repeat_bot_messages", {})]


def _skip(burst: Burst) -> list[Frame]:
    state = burst.state
    top = burst.top
    question = state.question
    if question is None or top is None or not top.is_question:
        return trouble(burst, "nothing_to_skip")
    if not _may_skip(question):
        return trouble(burst, "refused", pattern="pattern_skip_question")
    state.stack.pop()
    state.skipped.append(question.slot)
    burst.settle_slot(question.slot)
    burst.events.append(QuestionSkipped(slot=question.slot))
    return []


def _may_skip(question: OpenQuestion) -> bool:
    return question.may_skip or question.takes_own_words
