"""Queue one text: the message a person will see, and the outbox row that sends it.

Both rows are written in the caller's transaction, so a text leaves only if what it speaks of
was kept, and is never lost in a crash between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from actions.basis.work import Work
from bot.delivery.render import numbered
from bot.delivery.segments import segments, tidy
from storage.models import Conversation, Message, Outbox, Patient
from storage.models.message import Author, MessageKind, Provider
from storage.private import PatientText

_PROVIDER_OF_CHANNEL: dict[str, Provider] = {
    "sms": "twilio",
    "whatsapp": "twilio",
    "simulator": "simulator",
    "web": "web",
    "terminal": "terminal",
}
_SHOWS_BUTTONS = frozenset({"web"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What a text speaks of; if that has moved on by the time of sending, it is not sent."""

    type: str
    id: str
    version: int


async def queue_text(
    work: Work,
    *,
    conversation: Conversation,
    patient: Patient,
    text: str,
    kind: MessageKind,
    buttons: Sequence[tuple[str, str]] = (),
    owner: Owner | None = None,
    not_before: datetime | None = None,
    send_at: datetime | None = None,
    expires_at: datetime | None = None,
    author: Author = "bot",
    staff_id: str | None = None,
) -> Message:
    """Queue `text` for `patient`; `buttons` are (title, value).

    Times are the server's, but `send_at` is the person's own: when its writer wants it sent.
    """
    message = _message(work, conversation, patient, text, kind, buttons, author, staff_id)
    message.send_at = send_at
    if owner is not None:
        message.owner_type, message.owner_id = owner.type, owner.id
        message.owner_version = owner.version
    due = send_at - patient.clock_shift if send_at else not_before or work.now
    work.uow.messages.write(message)
    work.uow.outbox.write(
        Outbox(
            message_id=message.id,
            practice_id=work.practice.id,
            patient_id=patient.id,
            kind=kind,
            not_before=due,
            expires_at=expires_at or due + timedelta(hours=_max_age_hours(work, kind)),
            attempts=0,
            owner_type=message.owner_type,
            owner_id=message.owner_id,
            owner_version=message.owner_version,
        )
    )
    conversation.last_outbound_at = work.now_for(patient)
    return message


def _message(
    work: Work,
    conversation: Conversation,
    patient: Patient,
    text: str,
    kind: MessageKind,
    buttons: Sequence[tuple[str, str]],
    author: Author,
    staff_id: str | None,
) -> Message:
    shown = patient.channel in _SHOWS_BUTTONS
    body = body_of(text, () if shown else buttons, author)
    return Message(
        practice_id=work.practice.id,
        patient_id=patient.id,
        conversation_id=conversation.id,
        direction="out",
        author=author,
        staff_id=staff_id,
        text=PatientText(body),
        buttons=_as_json(buttons) if buttons else None,
        status="queued",
        provider=_PROVIDER_OF_CHANNEL[patient.channel],
        segments=segments(body).count,
        kind=kind,
        at=work.now + patient.clock_shift,
        updated_at=work.now,
    )


def body_of(text: str, buttons: Sequence[tuple[str, str]] = (), author: Author = "bot") -> str:
    """What is sent for `text`: its buttons, where the channel has none, as numbered lines."""
    return _body(numbered(text, [title for title, _ in buttons]) if buttons else text, author)


def _body(text: str, author: Author) -> str:
    """What is sent. A colleague's quotes and dashes are only changed where that saves money:
    when it makes the whole text fit the plain alphabet."""
    tidied = tidy(text)
    if author == "staff" and segments(tidied).encoding == "ucs2":
        return text
    return tidied


def _as_json(buttons: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"title": title, "value": value} for title, value in buttons]


def _max_age_hours(work: Work, kind: MessageKind) -> int:
    """How long a text of this kind stays true; an old one is not sent but shown as too old."""
    ages = work.practice.settings.max_age_hours
    return {"reminder": ages.reminder, "check_in": ages.check_in}.get(kind, ages.reply)
