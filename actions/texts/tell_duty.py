"""Text the number on duty of a practice: danger was raised, or raised and not seen in time.

The text goes through the outbox like any other, but to a contact of its own: nothing of the
patient is in it, and what the carrier says of that number concerns nobody else.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from actions.basis.e164 import e164
from actions.basis.work import Work
from actions.texts.queue_text import Owner, queue_text
from bot.metrics import DUTY_ALERTS
from storage.models import Conversation, Patient
from storage.models.patient import ON_DUTY, Channel
from storage.private import PersonName

UNSEEN_RISK: Final = "unseen_risk"
"""The owner of such a text: once somebody has looked, it does not leave any more."""

Told: TypeAlias = Literal["queued", "no_number"]

_NAME: Final = PersonName("Number on duty")
_OURS: Final = frozenset({"simulator", "terminal"})


def duty_number(work: Work) -> str | None:
    """The practice's number on duty in E.164; None where there is none, or none that is one."""
    return e164(work.practice.settings.duty_phone)


async def tell_duty(work: Work, text: str, *, about: Patient, referral_id: str) -> Told:
    """Queue `text` for the number on duty, at any hour; `about` is never named in it.

    Danger on a simulated phone is told on a simulated phone.
    """
    number = duty_number(work)
    told: Told = "no_number"
    if number is not None:
        channel: Channel = "simulator" if about.channel in _OURS else "sms"
        contact, conversation = await _on_duty(work, number, channel)
        await queue_text(
            work,
            conversation=conversation,
            patient=contact,
            text=text,
            kind="duty",
            author="system",
            owner=Owner(type=UNSEEN_RISK, id=referral_id, version=1),
        )
        told = "queued"
    DUTY_ALERTS.labels(told).inc()
    return told


async def _on_duty(work: Work, number: str, channel: Channel) -> tuple[Patient, Conversation]:
    """The number as a contact that no patient's own number is ever taken for, without a referral:
    so it stands in no inbox, caseload or report of people."""
    contact = await work.uow.patients.get_or_create(
        practice_id=work.practice.id,
        channel=channel,
        contact=f"{ON_DUTY}{number}",
        now=work.now,
        name=_NAME,
    )
    contact.channel = channel
    await work.uow.patients.lock(contact.id)
    conversation = await work.uow.conversations.live_for(contact.id)
    if conversation is None:
        conversation = work.uow.conversations.add(
            Conversation(practice_id=work.practice.id, patient_id=contact.id, created_at=work.now)
        )
    return contact, conversation
