"""What the chat shows: the messages so far and the answers that can be tapped now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.web.bubbles import Bubble, bubble
from storage.models import Message

_NEVER_SHOWN: Final = frozenset({"failed", "cancelled", "too_old", "undelivered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A quick reply; `key` names the message that offered it and its place there."""

    title: str = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatView:
    bubbles: tuple[Bubble, ...] = ()
    answers: tuple[Answer, ...] = ()


def chat_view(messages: Sequence[Message], held: Collection[str], role_title: str) -> ChatView:
    """The chat from its messages, oldest first; `held` are ids not to be sent yet.

    In a chat a reply is delivered by being shown, so one that is queued and due is shown.
    """
    shown = [one for one in messages if one.status not in _NEVER_SHOWN and one.id not in held]
    return ChatView(
        bubbles=tuple(
            bubble(one, staff_name=role_title.capitalize(), has_notes=False) for one in shown
        ),
        answers=_answers(shown),
    )


def _answers(shown: Sequence[Message]) -> tuple[Answer, ...]:
    """The buttons of the last question, gone once it is answered."""
    for message in reversed(shown):
        if message.direction == "in":
            break
        if message.buttons:
            return tuple(
                Answer(title=button["title"], key=_key(message, place))
                for place, button in enumerate(message.buttons)
            )
    return ()


def chosen(messages: Sequence[Message], key: str) -> tuple[str, str] | None:
    """The (title, value) of an answer by its key; None unless this chat did offer it."""
    for message in messages:
        for place, button in enumerate(message.buttons or ()):
            if _key(message, place) == key:
                return button["title"], button["value"]
    return None


def _key(message: Message, place: int) -> str:
    return f"{message.id}:{place}"
