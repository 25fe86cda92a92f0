"""Plays the engine as the turn does, with the state through JSON before every step."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from bot.commands import Command, OpenQuestion, SetSlot, StartFlow
from bot.dialogue import (
    ActionCall,
    ActionFailure,
    ActionResult,
    Flows,
    Said,
    State,
    advance,
    load_flows,
    new_state,
    resume,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FLOWS = Path(__file__).parent / "flows"
Play = Callable[[ActionCall], ActionResult | ActionFailure]


@cache
def sample_flows() -> Flows:
    return load_flows(FLOWS)


def flows_of(tmp_path: Path, text: str, name: str = "flows.yml") -> Flows:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_flows(tmp_path)


def through_json(state: State) -> State:
    again = State.from_json(json.loads(json.dumps(state.to_json())))
    assert again == state
    return again


def sets(**slots: Any) -> ActionResult:
    return ActionResult(events=[{"event": "slot", "name": n, "value": v} for n, v in slots.items()])


class Talk:
    """One conversation; `actions` maps names to results or to functions of the call."""

    def __init__(
        self,
        flows: Flows | None = None,
        actions: Mapping[str, ActionResult | ActionFailure | Play] | None = None,
        draw: Callable[[], float] = lambda: 0.0,
        channel: str | None = None,
    ) -> None:
        self.flows = flows or sample_flows()
        self.state = new_state(self.flows)
        self.actions = dict(actions or {})
        self.draw = draw
        self.channel = channel
        self.events: list[Any] = []
        self.called: list[str] = []
        self._ids = count(1)

    def __call__(self, *commands: Command) -> list[str]:
        """One turn; the texts that it said."""
        self.events = []
        how = {
            "now": NOW,
            "ids": lambda: f"id{next(self._ids)}",
            "draw": self.draw,
            "channel": self.channel,
        }
        step = advance(self.flows, through_json(self.state), commands, **how)
        self.events += step.events
        while step.pending is not None:
            self.called.append(step.pending.name)
            result = self.actions.get(step.pending.name, ActionResult())
            if callable(result):
                result = result(step.pending)
            step = resume(self.flows, through_json(step.state), result, **how)
            self.events += step.events
        self.state = through_json(step.state)
        return self.texts

    def start(self, flow: str) -> list[str]:
        return self(StartFlow(flow=flow))

    def answer(self, **slots: Any) -> list[str]:
        return self(*(SetSlot(name=name, value=value) for name, value in slots.items()))

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Said)]

    @property
    def question(self) -> OpenQuestion | None:
        return self.state.question

    @property
    def asks(self) -> str | None:
        return self.question.slot if self.question else None

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


OFFER = ActionResult(
    responses=[
        {
            "text": "When?",
            "buttons": [{"title": "Tue 10am", "payload": "/SetSlots(time_choice=free:t1)"}],
        }
    ]
)
TIMES = {
    "action_ask_time_choice": OFFER,
    "action_hold_time": sets(time_held=True, time_text="Tue 10am"),
}


def at_visit_question(**actions: Any) -> Talk:
    """A talk about money that has come to the question whether a visit is due."""
    talk = Talk(actions={**TIMES, **actions})
    talk.start("help_with_money")
    talk.answer(money_topic="debt")
    assert talk.asks == "visit_due"
    return talk
