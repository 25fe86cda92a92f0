"""The dialogue engine over the flows as shipped and over flows made up: it never falls over."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import Command, SetSlot, StartFlow
from bot.dialogue import ActionFailure, ActionResult, Failed, Flows, FlowsInvalid, Said, load_flows
from bot.dialogue.payloads import PayloadError, parse_payload
from bot.settings import Config
from tests.dialogue.driver import Talk, sets
from tests.properties.effort import effort
from tests.support.any_commands import any_command

MOST_TEXTS = 4
"""Three in a turn, and the safe reply where a flow has gone wrong."""


@cache
def real_flows() -> Flows:
    return load_flows([Config().flows_path()])


def values_of(flows: Flows) -> st.SearchStrategy[Any]:
    """What a slot may be given: its own values, and others'."""
    own = sorted({value for slot in flows.slots.values() for value in slot.values or ()})
    odd = [None, "", "x", True, False, 0, 7, -1.5, "1951-02-14", ["debt"], {"windows": []}]
    return st.sampled_from([*own, *odd])


def results_of(flows: Flows) -> st.SearchStrategy[dict[str, ActionResult | ActionFailure]]:
    """What custom actions may bring: slots of any value, texts, buttons, failure."""
    names = st.sampled_from(sorted(flows.actions) or ["none"])
    slots = st.dictionaries(st.sampled_from(sorted(flows.slots)), values_of(flows), max_size=4)
    buttons = [{"title": "Tue", "payload": "/SetSlots(x=1)"}, {"title": "Other"}]
    result = st.one_of(
        slots.map(lambda found: sets(**found)),
        st.sampled_from(
            [
                ActionFailure(info="late"),
                ActionResult(responses=[{"text": "T", "buttons": buttons}]),
                ActionResult(responses=[{"text": "T"}] * 4),
                ActionResult(events=[{"event": "restart"}]),
            ]
        ),
    )
    return st.dictionaries(names, result, max_size=8)


def turns_of(
    flows: Flows, *, most: int, at_once: int
) -> st.SearchStrategy[list[list[Command] | None]]:
    """Up to `most` turns; None where the open question is answered."""
    commands = st.lists(any_command(flows, values_of(flows)), max_size=at_once)
    return st.lists(st.none() | commands, max_size=most)


def answers(talk: Talk) -> list[Command]:
    """The open question answered by its first choice, as a person would most often do."""
    question = talk.question
    if question is None or not question.choices:
        return [SetSlot(name=question.slot, value="x")] if question else []
    try:
        return list(parse_payload(question.choices[0].payload))
    except PayloadError:
        return []


def play(flows: Flows, turns: list[list[Command] | None], results: dict[str, Any]) -> Talk:
    """Each turn obeys commands, or with None answers what is asked; state goes through JSON."""
    talk = Talk(flows=flows, actions=results)
    for commands in turns:
        talk(*(answers(talk) if commands is None else commands))
        state = talk.state
        assert state.pending is None
        if state.stack and not talk.of(Failed):
            assert state.question is not None or not talk.events, "neither waiting nor ended"
        assert len([each for each in talk.of(Said) if not each.is_lead_in]) <= MOST_TEXTS
        assert len(state.stack) + len(state.parked) < 60
    return talk


def test_the_shipped_flows_take_any_commands() -> None:
    flows = real_flows()
    turns = st.lists(
        st.none() | st.lists(any_command(flows, values_of(flows)), max_size=3), max_size=8
    )
    begun: set[str] = set()

    @effort(50)
    @given(st.sampled_from(sorted(flows.flows)), turns, results_of(flows))
    def holds(first: str, later: list[list[Command] | None], results: dict[str, Any]) -> None:
        begun.add(first)
        play(flows, [[StartFlow(flow=first)], *later], results)

    holds()
    assert len(begun) > 10


SLOTS = {
    "word": {"type": "text"},
    "sure": {"type": "bool"},
    "kind": {"type": "categorical", "values": ["a", "b"]},
    "many": {"type": "float", "min_value": 0, "max_value": 10},
}
CONDITIONS = (
    "slots.word",
    "slots.sure = true",
    "slots.kind is 'a'",
    "slots.many > 3",
    "not slots.sure",
)
RESPONSES = (
    {"utter_hi": [{"text": "Hi {word}"}], "utter_again": [{"text": "Again"}]}
    | {
        f"utter_ask_{slot}": [{"text": f"{slot}?", "buttons": [{"title": "A", "payload": payload}]}]
        for slot, payload in (("word", "/SetSlots(word=a)"), ("kind", "/SetSlots(kind=a)"))
    }
    | {f"utter_ask_{slot}": [{"text": f"{slot}?"}] for slot in ("sure", "many")}
)
ACTS = (
    *({"collect": slot} for slot in SLOTS),
    *({"action": name} for name in ("utter_hi", "utter_again", "action_do")),
    *({"call": name} for name in "fgh"),
    *({"link": name} for name in "fgh"),
    *({"set_slots": [{slot: None}]} for slot in SLOTS),
    {"noop": True},
)


@st.composite
def small_flows(draw: st.DrawFn) -> dict[str, Any]:
    """Two or three flows that ask, say, call, branch and jump about; often they are not sound."""
    flows: dict[str, Any] = {}
    for name in draw(st.sampled_from(["fg", "fgh"])):
        count = draw(st.integers(1, 5))
        targets = st.sampled_from(["END", *(f"s{number}" for number in range(count))])
        steps = []
        for number in range(count):
            step = {"id": f"s{number}", **draw(st.sampled_from(ACTS))}
            following = draw(st.sampled_from(["on", "on", "jump", "branch"]))
            if following == "jump":
                step["next"] = draw(targets)
            elif following == "branch":
                branch = {"if": draw(st.sampled_from(CONDITIONS)), "then": draw(targets)}
                step["next"] = [branch, {"else": draw(targets)}]
            steps.append(step)
        flows[name] = {"description": "d", "steps": steps}
    return {
        "flows": flows,
        "slots": SLOTS,
        "responses": RESPONSES,
        "actions": ["action_do"],
    }


def test_flows_that_load_take_any_commands(tmp_path: Path) -> None:
    loaded = 0

    @effort(120)
    @given(small_flows(), st.data())
    def holds(tree: dict[str, Any], data: st.DataObject) -> None:
        nonlocal loaded
        (tmp_path / "flows.yml").write_text(json.dumps(tree), encoding="utf-8")
        try:
            flows = load_flows(tmp_path)
        except FlowsInvalid:
            return
        loaded += 1
        turns = st.lists(
            st.none() | st.lists(any_command(flows, values_of(flows)), max_size=2), max_size=6
        )
        play(flows, [[StartFlow(flow="f")], *data.draw(turns)], data.draw(results_of(flows)))

    holds()
    assert loaded >= 20, f"only {loaded} of the made-up flows were sound"


@pytest.mark.parametrize("name", sorted(real_flows().flows))
def test_every_shipped_flow_can_be_gone_through(name: str) -> None:
    """Answered by the first choice each time, it comes to an end or waits."""
    play(real_flows(), [[StartFlow(flow=name)], *[None] * 12], {})
