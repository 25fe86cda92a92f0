"""Everything that a conversation keeps between two messages; JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from bot.commands import Command, OpenQuestion
from bot.dialogue.command_json import command_from_json, command_to_json
from bot.dialogue.question_json import question_from_json, question_to_json, texts

FORMAT = 1


class StateUnreadable(ValueError):
    """A stored state does not have the form of one. Never answered by a silent restart."""


@dataclass(slots=True)
class Frame:
    """A flow or pattern under way; `step_id` is the step that it runs next."""

    frame_id: str
    flow_id: str
    step_id: str = "START"
    type: str = "regular"
    """regular, call, link, or the id of the pattern."""
    interrupts: bool = False
    """Another flow waits below until this one is done."""
    entered: str | None = None
    """The step that has been entered and waits for its question or its child."""
    path: list[str] = field(default_factory=list)
    """Steps taken so far; a correction goes back along it."""
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def is_pattern(self) -> bool:
        return self.type[:8] == "pattern_"

    @property
    def is_question(self) -> bool:
        return self.type in ("pattern_collect_information", "pattern_validate_slot")

    def copy(self) -> Frame:
        return Frame(
            self.frame_id,
            self.flow_id,
            self.step_id,
            self.type,
            self.interrupts,
            self.entered,
            list(self.path),
            dict(self.context),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "frame_id": self.frame_id,
            "flow_id": self.flow_id,
            "step_id": self.step_id,
            "type": self.type,
            "interrupts": self.interrupts,
            "entered": self.entered,
            "path": list(self.path),
            "context": dict(self.context),
        }


@dataclass(slots=True)
class Tally:
    """What has happened in the turn so far; kept while an action is awaited."""

    steps: int = 0
    texts: int = 0
    attempted: list[str] = field(default_factory=list)
    """Slots for which this message brought a value, good or bad."""
    corrected: list[str] = field(default_factory=list)
    """Slots put right in this message, and not yet come by again on the way on."""
    shown: list[dict[str, Any]] = field(default_factory=list)
    """Choices of the question being asked."""
    settings: dict[str, Any] = field(default_factory=dict)
    """skip, multiple and own_words of the question being asked."""
    followups: list[str] = field(default_factory=list)
    """Actions that an action wants run next."""

    def copy(self) -> Tally:
        return Tally(
            self.steps,
            self.texts,
            list(self.attempted),
            list(self.corrected),
            list(self.shown),
            dict(self.settings),
            list(self.followups),
        )


@dataclass(slots=True)
class State:
    """Treated as a value: `advance` works on a copy and hands back a new one."""

    slots: dict[str, Any]
    flows_version: str
    stack: list[Frame] = field(default_factory=list)
    question: OpenQuestion | None = None
    parked: list[Frame] = field(default_factory=list)
    """The stack as it was when a person was asked for."""
    parked_question: OpenQuestion | None = None
    """What was open then; it may still be answered while nothing else is asked."""
    held: list[Command] = field(default_factory=list)
    """What was said after the session expired, until the person chose how to go on."""
    skipped: list[str] = field(default_factory=list)
    reasks: dict[str, int] = field(default_factory=dict)
    """Refused values by slot."""
    troubles: dict[str, int] = field(default_factory=dict)
    """cannot_handle, clarification, skip_question: how often in a row."""
    failures: int = 0
    """Turns in a row that ended in an internal error."""
    answered: list[str] = field(default_factory=list)
    """The slots of the questions that were answered, in order, until an answer is taken back."""
    answered_from: list[Any] = field(default_factory=list)
    """The values that the question answered last had on offer, as numbered."""
    last_said: list[dict[str, Any]] = field(default_factory=list)
    """The texts of the last turn that said something, for "say that again"."""
    pending: str | None = None
    """The action that the engine waits for, in the middle of a turn."""
    tally: Tally = field(default_factory=Tally)

    @property
    def is_idle(self) -> bool:
        """No flow is under way or parked."""
        return not self.stack and not self.parked

    @property
    def is_with_a_person(self) -> bool:
        """A person was asked for, and nothing has been asked since."""
        return bool(self.parked) and not self.stack

    def with_slots(self, values: Mapping[str, Any]) -> State:
        """A copy with these values set unchecked; for what the caller itself knows."""
        state = self.copy()
        state.slots.update(values)
        return state

    def copy(self) -> State:
        return State(
            slots=dict(self.slots),
            flows_version=self.flows_version,
            stack=[frame.copy() for frame in self.stack],
            question=self.question,
            parked=[frame.copy() for frame in self.parked],
            parked_question=self.parked_question,
            held=list(self.held),
            skipped=list(self.skipped),
            reasks=dict(self.reasks),
            troubles=dict(self.troubles),
            failures=self.failures,
            answered=list(self.answered),
            answered_from=list(self.answered_from),
            last_said=list(self.last_said),
            pending=self.pending,
            tally=self.tally.copy(),
        )

    def to_json(self) -> dict[str, Any]:
        """A dict of JSON values; `from_json` gives back an equal state."""
        return {
            "format": FORMAT,
            "slots": dict(self.slots),
            "flows_version": self.flows_version,
            "stack": [frame.to_json() for frame in self.stack],
            "question": question_to_json(self.question),
            "parked": [frame.to_json() for frame in self.parked],
            "parked_question": question_to_json(self.parked_question),
            "held": [command_to_json(command) for command in self.held],
            "skipped": list(self.skipped),
            "reasks": dict(self.reasks),
            "troubles": dict(self.troubles),
            "failures": self.failures,
            # A program of before there were several reads the last.
            "answered": self.answered[-1] if self.answered else None,
            "answered_before": self.answered[:-1],
            "answered_from": list(self.answered_from),
            "last_said": list(self.last_said),
            "pending": self.pending,
            "tally": _tally_to_json(self.tally),
        }

    @classmethod
    def from_json(cls, data: Any) -> State:
        """The state that `to_json` wrote. Raises StateUnreadable for anything else."""
        if not isinstance(data, Mapping):
            raise StateUnreadable("a state is a mapping")
        if data.get("format") != FORMAT:
            raise StateUnreadable(f"format {data.get('format')!r} of a state is not known")
        try:
            return cls._read(data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise StateUnreadable(f"a state could not be read: {type(error).__name__}") from error

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> State:
        return cls(
            slots=dict(data["slots"]),
            flows_version=texts(data["flows_version"])[0],
            stack=[_frame(frame) for frame in data["stack"]],
            question=question_from_json(data["question"]),
            parked=[_frame(frame) for frame in data["parked"]],
            parked_question=question_from_json(data["parked_question"]),
            held=[command_from_json(command) for command in data["held"]],
            skipped=list(data["skipped"]),
            reasks=dict(data["reasks"]),
            troubles=dict(data["troubles"]),
            failures=int(data["failures"]),
            answered=_answered(data),
            answered_from=list(data.get("answered_from", ())),
            last_said=list(data["last_said"]),
            pending=data["pending"],
            tally=Tally(**data["tally"]),
        )


_TALLY_FIELDS = tuple(f.name for f in fields(Tally))
_values_of_tally = attrgetter(*_TALLY_FIELDS)


def _tally_to_json(tally: Tally) -> dict[str, Any]:
    """Only what is in it: between turns nothing is, so a program of before a field was added reads
    what this one wrote."""
    told = zip(_TALLY_FIELDS, _values_of_tally(tally), strict=True)
    return {name: value for name, value in told if value}


def _answered(data: Mapping[str, Any]) -> list[str]:
    """Older states have the last alone, or none."""
    last = data.get("answered")
    return [] if last is None else [*texts(*data.get("answered_before", ()), last)]


def _frame(data: Mapping[str, Any]) -> Frame:
    frame_id, flow_id, step_id, type = texts(
        data["frame_id"], data["flow_id"], data["step_id"], data["type"]
    )
    return Frame(
        frame_id,
        flow_id,
        step_id,
        type,
        bool(data["interrupts"]),
        data["entered"],
        list(data["path"]),
        dict(data["context"]),
    )
