"""One browser's chat with a practice, as it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.channels.web_chat.chat_view import ChatView, chat_view
from storage.database import Database
from storage.models import Message, Practice
from storage.unit_of_work import UnitOfWork

MOST_KNOWN: Final = 1000
"""Conversations of a practice that one open page remembers whose they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """`is_new`: this browser has not written yet."""

    practice_id: str
    practice_code: str
    practice_name: str
    role_title: str
    timezone: str
    who_for: str = ""
    """Whom the practice helps, in its own words; "" where it has not said."""
    phone_to_give: str = ""
    conversation_id: str | None = None
    messages: Sequence[Message] = field(default=(), repr=False)
    view: ChatView = field(default_factory=ChatView)

    @property
    def is_new(self) -> bool:
        return self.conversation_id is None

    @property
    def path(self) -> str:
        return f"/chat/{self.practice_code}"


async def read_chat(
    uow: UnitOfWork, practice_code: str, contact: str | None, *, now: datetime
) -> Chat | None:
    """The chat of `contact`; None if there is no such practice."""
    practice = await uow.practices.by_code(practice_code)
    if practice is None:
        return None
    patient = await uow.patients.by_contact(practice.id, contact) if contact else None
    if patient is None:
        return _chat(practice, None, (), ChatView())
    messages = await uow.messages.of_patient(patient.id)
    waiting = await uow.outbox.of_patient(patient.id)
    held = {row.message_id for row in waiting if row.not_before > now}
    conversation_id = messages[-1].conversation_id if messages else None
    view = chat_view(messages, held, practice.settings.role_title)
    return _chat(practice, conversation_id, messages, view)


class WhoseConversations:
    """Which conversations are one browser's, each asked of the database once: it may begin another
    while its page is open."""

    def __init__(self, db: Database, practice_id: str, contact: str) -> None:
        self._db = db
        self._practice_id = practice_id
        self._contact = contact
        self._known: dict[str, bool] = {}

    async def is_theirs(self, conversation_id: str) -> bool:
        known = self._known.get(conversation_id)
        if known is None:
            known = await self._read(conversation_id)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[conversation_id] = known
        return known

    async def _read(self, conversation_id: str) -> bool:
        async with self._db.read() as uow:
            patient = await uow.patients.by_contact(self._practice_id, self._contact)
            conversation = await uow.conversations.get(conversation_id)
        return (
            patient is not None
            and conversation is not None
            and conversation.patient_id == patient.id
        )


def _chat(
    practice: Practice, conversation_id: str | None, messages: Sequence[Message], view: ChatView
) -> Chat:
    return Chat(
        practice_id=practice.id,
        practice_code=practice.code,
        practice_name=practice.name,
        role_title=practice.settings.role_title,
        timezone=practice.timezone,
        who_for=practice.settings.who_for,
        phone_to_give=practice.settings.phone_to_give,
        conversation_id=conversation_id,
        messages=messages,
        view=view,
    )
