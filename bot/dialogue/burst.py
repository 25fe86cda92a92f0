"""One turn under way: a burst of steps between two waits. It touches nothing outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from bot.dialogue import expiry, handover, interruption, questions, speaking
from bot.dialogue.events import (
    ActionAsked,
    Event,
    Failed,
    FlowCompleted,
    FlowStarted,
    SlotSet,
    ValueRejected,
)
from bot.dialogue.failure import TurnFailed
from bot.dialogue.flow import Flow
from bot.dialogue.flows import Flows
from bot.dialogue.plain import copied
from bot.dialogue.results import ActionCall
from bot.dialogue.state import Frame, State
from bot.dialogue.steps.base import END, START, Step

MOST_STEPS: Final = 100
_LONGEST_PATH: Final = 200


class Burst:
    def __init__(
        self,
        flows: Flows,
        state: State,
        *,
        now: datetime,
        ids: Callable[[], str],
        draw: Callable[[], float],
        channel: str | None,
    ) -> None:
        self.flows = flows
        self.state = state
        self.now = now
        self.ids = ids
        self.draw = draw
        self.channel = channel
        self.events: list[Event] = []
        self.pending: ActionCall | None = None
        self.is_waiting = False
        self.has_failed = False
        self.is_troubled = False

    # -- the loop

    @property
    def top(self) -> Frame | None:
        return self.state.stack[-1] if self.state.stack else None

    @property
    def language(self) -> str:
        return self.state.slots.get("language") or self.flows.default_language

    def run(self) -> None:
        """Runs the top frame until it waits, an action is pending, or nothing is left."""
        while not self.is_waiting and self.pending is None:
            frame = self.top
            if frame is None:
                return
            if self.has_failed and frame.type != "pattern_internal_error":
                return
            try:
                self.run_one(frame)
            except TurnFailed as error:
                self.fail(error.error_type, error.info)

    def count_step(self) -> None:
        """Raises TurnFailed where the turn has taken as many steps as it may."""
        tally = self.state.tally
        if tally.steps >= MOST_STEPS:
            raise TurnFailed("too_many_steps", f"more than {MOST_STEPS} steps in one turn")
        tally.steps += 1

    def run_one(self, frame: Frame) -> None:
        self.count_step()
        flow = self.flows.find(frame.flow_id)
        if frame.step_id == START:
            self.begin(frame, flow)
        if frame.step_id == END:
            self.finish(frame, flow)
            return
        step = flow.by_id[frame.step_id]
        if not frame.is_pattern and (not frame.path or frame.path[-1] != step.id):
            frame.path.append(step.id)
            del frame.path[:-_LONGEST_PATH]
        step.run(self, frame)

    def begin(self, frame: Frame, flow: Flow) -> None:
        frame.step_id = flow.first
        if not frame.is_pattern:
            self.events.append(FlowStarted(flow=flow.id))

    def finish(self, frame: Frame, flow: Flow) -> None:
        """A frame at END: it goes, and what lies below goes on."""
        self.leave(frame)
        if frame.type == "pattern_session_start":
            expiry.release_held(self, frame)
        if frame.is_pattern or frame.type == "call":
            return
        below = self.top
        if below is None:
            if flow.run_pattern_completed and not self.state.parked:
                self.push_pattern("pattern_completed", {"previous_flow_name": self.name(flow.id)})
        elif frame.interrupts and below.step_id != START and not interruption.is_answered(self):
            interruption.go_back(self, previous=flow.id)

    def leave(self, frame: Frame) -> None:
        """Takes the top frame away; its flow's own slots return to their initial values."""
        self.state.stack.pop()
        if not frame.is_pattern:
            last = frame.path[-1] if frame.path else ""
            self.events.append(FlowCompleted(flow=frame.flow_id, step=last))
        if frame.type != "call":
            self.reset_slots(self.flows.find(frame.flow_id))

    # -- frames

    def push_flow(self, flow: str, *, type: str, interrupts: bool) -> None:
        frame = Frame(self.ids(), flow, type=type, interrupts=interrupts)
        self.state.stack.append(frame)

    def push_pattern(self, pattern: str, context: Mapping[str, Any]) -> None:
        self.state.stack.append(self.pattern(pattern, context))

    def pattern(self, pattern: str, context: Mapping[str, Any]) -> Frame:
        return Frame(self.ids(), pattern, type=pattern, context=dict(context))

    def name(self, flow: str) -> str:
        """The flow's name in the person's language."""
        return self.flows.find(flow).name_in(self.language)

    # -- slots

    def set_slot(self, name: str, value: Any) -> None:
        self.state.slots[name] = value
        if value is not None and name in self.state.skipped:
            self.state.skipped.remove(name)
        self.events.append(SlotSet(name=name, value=value))

    def empty_slot(self, name: str) -> None:
        state = self.state
        if state.slots.get(name) is not None:
            self.set_slot(name, None)
        self.settle_slot(name)
        if name in state.skipped:
            state.skipped.remove(name)

    def settle_slot(self, name: str) -> None:
        """The question about it is over; nothing about it is counted any more."""
        self.state.reasks.pop(name, None)
        if name in self.state.tally.attempted:
            self.state.tally.attempted.remove(name)

    def reset_slots(self, flow: Flow, *, with_answers: bool = False) -> None:
        """The flow's own slots return to their initial values; kept answers only if asked for."""
        still_used: set[str] = set()
        for frame in (*self.state.stack, *self.state.parked):
            if not frame.is_pattern:
                still_used |= self.flows.find(frame.flow_id).own_slots
        answers = questions.answers_of(self.flows, flow) if with_answers else set()
        for name in sorted(answers.union(flow.reset_slots)):
            if name not in still_used:
                self.state.slots[name] = self.flows.slots[name].initial_value
                self.settle_slot(name)
                if name in self.state.skipped:
                    self.state.skipped.remove(name)

    # -- what a step asks for

    def is_question(self, name: str, frame: Frame) -> bool:
        """Whether an action of this frame asks its question."""
        asked = ("utter", "collect_action", "refill_utter", "refill_action")
        return bool(name) and frame.is_question and name in (frame.context.get(k) for k in asked)

    def ask(self, name: str, frame: Frame, step: Step) -> None:
        """Asks a question; counts the refused answers and hands over when there are too many."""
        slot = questions.slot_of(frame)
        attempted = self.state.tally.attempted
        if slot in attempted and self.state.slots.get(slot) is None:
            attempted.remove(slot)
            attempts = self.state.reasks.get(slot, 0) + 1
            self.state.reasks[slot] = attempts
            self.events.append(ValueRejected(slot=slot, attempts=attempts))
            if attempts > questions.max_reasks(self.flows, name, slot):
                frame.step_id = START  # an answer that comes after all is looked at first
                handover.hand_over(self, "not_answered")
                return
            if attempts >= 2 and f"{name}_again" in self.flows.responses:
                name = f"{name}_again"
        self.state.tally.shown = []
        self.state.tally.settings = {}
        self.do(name, frame, step)

    def do(self, name: str, frame: Frame, step: Step) -> None:
        """Says a response or asks the caller for a custom action."""
        if name.startswith("utter_") and name not in self.flows.actions:
            speaking.say(self, name, frame)
        elif name and not self._is_needless(name):
            self.call_action(name, frame)
            return
        step.move_on(self, frame)

    def _is_needless(self, name: str) -> bool:
        """A validating action that nobody wrote, or that has no value to look at."""
        if not name.startswith("validate_"):
            return False
        slot = name.removeprefix("validate_")
        return name not in self.flows.actions or self.state.slots.get(slot) is None

    def call_action(self, name: str, frame: Frame) -> None:
        self.state.pending = name
        owner = questions.owner(self.state, frame)
        self.events.append(ActionAsked(name=name, flow=owner.flow_id, step=owner.step_id))
        self.pending = ActionCall(
            name=name,
            slots=copied(self.state.slots),
            flow=owner.flow_id,
            step=owner.step_id,
        )

    # -- trouble

    def hand_over(self, reason: str) -> None:
        handover.hand_over(self, reason)

    def fail(self, error_type: str, info: str) -> None:
        """The person gets a safe reply; the stack stays for the next turn, or is parked."""
        frame = self.top
        flow = "" if frame is None else questions.owner(self.state, frame).flow_id
        step = "" if frame is None else frame.step_id
        self.events.append(Failed(error_type=error_type, info=info, flow=flow, step=step))
        state = self.state
        state.stack = [f for f in state.stack if f.type != "pattern_internal_error"]
        if self.has_failed:
            return
        self.has_failed = True
        state.failures += 1
        if state.failures >= 2:
            handover.park(state)
        state.tally.steps = 0
        state.tally.followups.clear()
        state.pending = None
        self.push_pattern("pattern_internal_error", {"error_type": error_type, "info": info})
