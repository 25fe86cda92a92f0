"""What a step does, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.dialogue import Flows
from bot.dialogue.steps import Action, Call, Collect, Link, SetSlots, Step

_PLACEHOLDER: Final = re.compile(r"\{[^}]*\}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """`does` is short, as a box's title; `text` are the words to the patient, or where it goes."""

    does: str
    text: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.does}: {self.text}" if self.text else self.does


def words_of(step: Step, flows: Flows) -> StepWords:
    if isinstance(step, Collect):
        wording = _wording(flows, step.utter or step.ask_action)
        return StepWords(does="Asks", text=wording or _plain(step.slot))
    if isinstance(step, Action):
        if step.name.startswith("utter_"):
            return StepWords(does="Says", text=_wording(flows, step.name))
        if _PLACEHOLDER.fullmatch(step.name):
            return StepWords(does="Says", text="what the question has for such an answer")
        return StepWords(does="Does", text=_plain(step.name.removeprefix("action_")))
    if isinstance(step, Call):
        return StepWords(does="Goes through", text=_name(flows, step.target))
    if isinstance(step, Link):
        return StepWords(does="Goes on to", text=_name(flows, step.target))
    if isinstance(step, SetSlots):
        return StepWords(
            does="Makes a note", text=", ".join(_plain(name) for name, _ in step.values)
        )
    return StepWords(does="Looks which way to go")


def _wording(flows: Flows, name: str) -> str:
    """The first wording, with an ellipsis for what is filled in; "" where an action words it."""
    response = flows.find_response(name)
    if response is None:
        return ""
    text = " ".join(response.variations[-1].text.source.split())
    return f"“{_PLACEHOLDER.sub('…', text)}”"


def _name(flows: Flows, flow: str) -> str:
    found = flows.get(flow)
    return found.name if found is not None else _plain(flow)


def _plain(name: str) -> str:
    return name.replace("_", " ")
