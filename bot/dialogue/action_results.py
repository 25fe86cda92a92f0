"""What a custom action returned, taken into the turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.dialogue import speaking
from bot.dialogue.cancel import restart
from bot.dialogue.events import ActionRefused, Paused, Resumed, Said, SaidButton
from bot.dialogue.failure import TurnFailed
from bot.dialogue.results import ActionFailure, ActionResult
from bot.dialogue.slot import NotAValue
from bot.dialogue.state import Frame
from bot.dialogue.steps.action import Action

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst

_OWN_KEYS = frozenset(
    ("text", "response", "template", "buttons", "elements", "custom", "image", "attachment")
)


def take_result(burst: Burst, result: ActionResult | ActionFailure) -> None:
    """Applies events, says responses, and moves the waiting step on. Raises TurnFailed."""
    name, burst.state.pending = burst.state.pending, None
    frame = burst.top
    step = None if frame is None else burst.flows.find(frame.flow_id).by_id.get(frame.step_id)
    if frame is None or not isinstance(step, Action):
        raise TurnFailed("action", f"{name} came back to a step that is gone")
    if isinstance(result, ActionFailure):
        raise TurnFailed("action", f"{name}: {result.info}")
    for event in result.events:
        _take_event(burst, str(name), event)
    for response in result.responses:
        _take_response(burst, frame, response)
    if burst.top is not frame:
        return
    if burst.state.tally.followups:
        burst.count_step()  # an action may want itself again, and so for ever
        burst.do(burst.state.tally.followups.pop(0), frame, step)
    else:
        step.move_on(burst, frame)


def _take_event(burst: Burst, action: str, event: Mapping[str, Any]) -> None:
    kind = event.get("event")
    if kind == "slot":
        _set_slot(burst, action, str(event.get("name")), event.get("value"))
    elif kind == "reset_slots":
        for name, slot in burst.flows.slots.items():
            burst.state.slots[name] = slot.initial_value
    elif kind == "followup":
        burst.state.tally.followups.append(str(event.get("name")))
    elif kind == "pause":
        burst.events.append(Paused())
    elif kind == "resume":
        burst.events.append(Resumed())
    elif kind == "restart":
        restart(burst)
    else:
        burst.events.append(ActionRefused(name=action, event=str(kind)))
        raise TurnFailed("action", f"{action} returned the event '{kind}', which is not taken")


def _set_slot(burst: Burst, action: str, name: str, value: Any) -> None:
    slot = burst.flows.slots.get(name)
    if slot is None:
        raise TurnFailed("action", f"{action} set the unknown slot '{name}'")
    try:
        burst.set_slot(name, slot.coerce(value))
    except NotAValue as error:
        raise TurnFailed("action", f"{action}: {error}") from None


def _take_response(burst: Burst, frame: Frame, response: Mapping[str, Any]) -> None:
    name = response.get("response") or response.get("template")
    if name:
        arguments = {key: value for key, value in response.items() if key not in _OWN_KEYS}
        extra_buttons = _buttons(response)
        if not extra_buttons:
            speaking.say(burst, str(name), frame, arguments)
            return
        _say_with_buttons(burst, frame, str(name), arguments, extra_buttons)
        return
    text = response.get("text")
    extra = {k: response[k] for k in ("image", "attachment", "custom") if response.get(k)}
    if text or extra:
        said = Said(text=str(text or ""), buttons=_buttons(response), extra=extra)
        speaking.take(burst, said, frame)


def _say_with_buttons(
    burst: Burst,
    frame: Frame,
    name: str,
    arguments: Mapping[str, Any],
    buttons: tuple[SaidButton, ...],
) -> None:
    """A response by name, with the buttons that the action made put before its own."""
    said = speaking.rendered(burst, name, frame, arguments)
    if said is not None:
        speaking.take(
            burst,
            Said(
                text=said.text,
                response=said.response,
                buttons=(*buttons, *said.buttons),
                extra=said.extra,
                settings=said.settings,
            ),
            frame,
        )


def _buttons(response: Mapping[str, Any]) -> tuple[SaidButton, ...]:
    made: list[SaidButton] = []
    for button in response.get("buttons") or ():
        title = button.get("title") if isinstance(button, Mapping) else None
        if not title:
            raise TurnFailed("action", "a button of an action has no title")
        made.append(SaidButton(str(title), str(button.get("payload") or title)))
    return tuple(made)
