"""The case a flow's action works on, in whichever process it runs.

In the server the turn opens the case and every action of that turn shares its transaction.
Under rasa-sdk's own action server nobody has opened one, so the action opens its own from the
environment and commits it: same rules, one transaction an action.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from actions.basis.errors import NotFound
from actions.basis.spoken_of import kept_spoken_of
from actions.basis.work import Work, patient_actor
from bot.clock import SystemClock
from bot.settings import load_settings
from storage.database import Database
from storage.keyring import Keyring

if TYPE_CHECKING:
    from actions.basis.words import Words
    from storage.models import Conversation, Need, Patient, Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person's referral, with the work in hand and the words to speak with.

    `message_id` is the text that is being answered; None when a timer began the turn. `needs`
    are those on the referral, and an action that changes them changes this list too.
    `appointment_id` is the appointment that we last wrote to them of, where that still counts.
    """

    work: Work
    patient: Patient
    conversation: Conversation
    referral: Referral
    words: Words
    needs: list[Need] = field(default_factory=list)
    message_id: str | None = None
    appointment_id: str | None = None

    @property
    def now(self) -> datetime:
        """The time on this person's clock."""
        return self.work.now_for(self.patient)


_in_hand: ContextVar[Case] = ContextVar("case_in_hand")


class CaseInHand:
    """`with CaseInHand(case):` every action that runs inside works on it."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def __enter__(self) -> None:
        self._token = _in_hand.set(self._case)

    def __exit__(self, *_: object) -> None:
        _in_hand.reset(self._token)


def case_in_hand() -> Case | None:
    """The case that the turn has opened; None in rasa-sdk's own server."""
    return _in_hand.get(None)


@asynccontextmanager
async def case_from_environment(conversation_id: str) -> AsyncIterator[Case]:
    """A case of its own, committed at the end, of the conversation with this id."""
    from actions.basis.words import Words  # the action server alone reads the flows here

    settings = load_settings(os.environ)
    database = Database.open(
        settings.database_url,
        Keyring.from_secret(settings.secret_key),
        **settings.config.database.model_dump(),
    )
    try:
        async with database.begin() as uow:
            thread = await uow.conversations.with_patient_and_referral(conversation_id)
            if thread is None:
                raise NotFound("No conversation has this sender_id.")
            patient, conversation, referral = thread
            practice = await uow.practices.get(patient.practice_id)
            if practice is None:
                raise NotFound("The practice of this conversation is gone.")
            work = Work(
                uow=uow,
                now=SystemClock().now(),
                practice=practice,
                actor=patient_actor(patient.id),
            )
            spoken = kept_spoken_of(conversation.state or {}, work.now_for(patient))
            yield Case(
                work=work,
                patient=patient,
                conversation=conversation,
                referral=referral,
                words=Words.from_files(settings.config.flows_path(), patient.language),
                needs=list(await uow.needs.of_referral(referral.id)),
                appointment_id=spoken.appointment_id if spoken else None,
            )
    finally:
        await database.close()
