"""The open question: what it is about, what it offers, and how its answer is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from bot.commands import Choice, OpenQuestion, QuestionKind
from bot.dialogue.events.question_asked import QuestionAsked
from bot.dialogue.events.said import SaidButton
from bot.dialogue.payloads import PayloadError, intent_of, parse_payload
from bot.dialogue.slot import NotAValue, Slot
from bot.dialogue.steps.collect import Collect

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.flow import Flow
    from bot.dialogue.flows import Flows
    from bot.dialogue.state import Frame, State

DEFAULT_MAX_REASKS: Final = 2

_KIND_BY_ENTITY: Final[dict[str, QuestionKind]] = {
    "date_of_birth": "date_of_birth",
    "person_name": "person_name",
    "time": "when",
    "date": "when",
    "postcode": "postcode",
    "number": "number",
    "phone": "phone",
}
_AS_TEXT: Final[dict[str, QuestionKind]] = {"date": "date", "time": "time"}
"""Kept as text these are one day or one time, not the times that may suit somebody."""


def slot_of(frame: Frame) -> str:
    """The slot that a question frame asks for."""
    return str(frame.context.get("collect") or frame.context.get("validate") or "")


def answers_of(flows: Flows, flow: Flow) -> set[str]:
    """The slots that the flow and those that it calls ask for."""
    members = (flows.find(name) for name in flows.family(flow.id))
    return {step.slot for each in members for step in each.steps if isinstance(step, Collect)}


def asked_by(frames: Sequence[Frame]) -> set[str]:
    """The slots that these frames ask for."""
    return {slot_of(frame) for frame in frames if frame.is_question}


def owner(state: State, frame: Frame) -> Frame:
    """The frame on whose behalf a question is asked: the nearest one below that asks nothing."""
    index = len(state.stack) - 1
    for place, each in enumerate(state.stack):
        if each is frame:
            index = place
            break
    while index > 0 and state.stack[index].is_question:
        index -= 1
    return state.stack[index] if state.stack else frame


def options(state: State, frame: Frame) -> tuple[SaidButton, ...]:
    """Buttons that the asking pattern made up itself, as those of a clarification."""
    made = owner(state, frame).context.get("options") or ()
    return tuple(SaidButton(option["title"], option["payload"]) for option in made)


def max_reasks(flows: Flows, utter: str, slot: str) -> int:
    """How often the question may be asked again after a refused answer."""
    for name in (utter, f"utter_ask_{slot}"):
        response = flows.responses.get(name)
        if response is not None:
            return response.variations[0].settings.max_reasks
    return DEFAULT_MAX_REASKS


def open_question(burst: Burst, frame: Frame) -> None:
    """Opens the question that the frame has just asked."""
    slot = burst.flows.slots[slot_of(frame)]
    tally = burst.state.tally
    asking = owner(burst.state, frame)
    # A choice of plain text, shown again to make sure, answers the question that it was shown for.
    answered = burst.flows.slots.get(asking.context.get("options_of") or "", slot)
    choices = tuple([_choice(burst.flows, answered, shown) for shown in tally.shown])
    if not choices and slot.type == "categorical":
        choices = tuple(_choice_of_value(burst.flows, slot, value) for value in slot.values)
    kind = kind_of(slot, has_buttons=bool(tally.shown))
    several = tally.settings.get("multiple")
    question = OpenQuestion(
        id=burst.ids(),
        slot=slot.name,
        flow=asking.flow_id,
        step=asking.step_id,
        kind=kind,
        asked_at=burst.now.astimezone(UTC).isoformat(),
        choices=choices,
        may_skip=bool(tally.settings.get("skip")),
        may_choose_several=bool(several),
        takes_first=several is None and kind == "choice",
        takes_own_words=bool(tally.settings.get("own_words")),
        whole_text=_is_whole_text(burst.flows, frame),
        minimum=slot.minimum,
        maximum=slot.maximum,
    )
    burst.state.question = question
    burst.events.append(QuestionAsked(question=question))


def kind_of(slot: Slot, *, has_buttons: bool) -> QuestionKind:
    """How an answer is read: the entity first, then the type, then the buttons."""
    as_text = _AS_TEXT.get(slot.entity) if slot.type == "text" else None
    by_entity = as_text or _KIND_BY_ENTITY.get(slot.entity)
    if by_entity is not None:
        return by_entity
    if slot.type == "bool":
        return "yes_no"
    if slot.type == "float":
        return "number"
    return "choice" if has_buttons or slot.type == "categorical" else "text"


def _is_whole_text(flows: Flows, frame: Frame) -> bool:
    flow_id, step_id = frame.context.get("asked_in") or ("", "")
    flow = flows.get(flow_id)
    step = flow.by_id.get(step_id) if flow is not None else None
    return bool(getattr(step, "force_slot_filling", False))


def _choice(flows: Flows, slot: Slot, shown: dict[str, Any]) -> Choice:
    title, payload = shown["title"], shown["payload"] or shown["title"]
    intent = intent_of(payload)
    if intent:
        begins = flows.flow_of_intent(intent) or ""
        return Choice(
            title=title, payload=payload, flow=begins, synonyms=flows.intents.get(intent, ())
        )
    values = _set_by(flows, slot, payload)
    return Choice(
        title=title,
        payload=payload,
        slots=values,
        synonyms=(*_synonyms(flows, title, payload), *_examples(flows, slot, values)),
    )


def _choice_of_value(flows: Flows, slot: Slot, value: str) -> Choice:
    payload = f"/SetSlots({slot.name}={value})"
    title = value.replace("_", " ")
    return Choice(
        title=title,
        payload=payload,
        slots={slot.name: value},
        synonyms=(*_synonyms(flows, title, payload), *_examples(flows, slot, {slot.name: value})),
    )


def _examples(flows: Flows, slot: Slot, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What people say for this value, by the intents that the slot may be filled from."""
    return tuple(
        example
        for mapping in slot.mappings
        if mapping.type == "from_intent" and str(mapping.value) == str(values.get(slot.name))
        for example in flows.intents.get(mapping.intent, ())
    )


def _set_by(flows: Flows, slot: Slot, payload: str) -> dict[str, Any]:
    try:
        values = _parsed(payload) if payload.startswith("/") else ((slot.name, payload),)
    except PayloadError:
        return {}
    found: dict[str, Any] = {}
    for name, value in values:
        target = flows.slots.get(name)
        try:
            found[name] = value if target is None else target.coerce(value)
        except NotAValue:
            continue
    return found


@lru_cache(maxsize=4096)
def _parsed(payload: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_payload(payload).items())


def _synonyms(flows: Flows, title: str, payload: str) -> tuple[str, ...]:
    """Other words for the same choice: translations of its title, and listed synonyms."""
    words = list(flows.titles_by_payload.get(payload, ()))
    keys = [title]
    if payload.startswith("/"):
        with suppress(PayloadError):
            keys += [value for name, value in _parsed(payload) if _is_word(flows, name)]
    for key in keys:
        words += flows.synonyms.get(key, ()) or flows.synonyms.get(key.casefold(), ())
        words.append(key.replace("_", " "))
    return tuple(dict.fromkeys([word for word in words if word != title]))


def _is_word(flows: Flows, slot: str) -> bool:
    """Whether values of the slot are words that a person might write."""
    found = flows.slots.get(slot)
    return found is not None and found.type == "categorical"
