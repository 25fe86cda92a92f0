from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.delivery.carriers import local_carriers
from bot.delivery.deliver import Deliverer
from bot.delivery.pace import Pace
from bot.delivery.twilio_carrier import TwilioCarrier
from bot.delivery.twilio_http import TwilioHttp
from storage.database import Database
from storage.models import Message, Outbox, Patient
from tests.builders import (
    a_conversation,
    a_message,
    a_patient,
    a_practice,
    a_referral,
    an_outbox_row,
)
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn

PRACTICE_PHONE = "+447700900001"


@dataclass(slots=True, kw_only=True)
class Post:
    """A practice with one patient, a stand-in for Twilio, and workers that send."""

    database: Database
    clock: ManualClock
    standin: TwilioStandIn
    carrier: TwilioCarrier
    practice_id: str = ""
    patient_id: str = ""
    conversation_id: str = ""
    referral_id: str = ""
    phone: str = "+447700900100"
    slept: list[float] = field(default_factory=list)

    async def open(self, **patient: Any) -> None:
        async with self.database.begin() as uow:
            practice = await a_practice(uow, phone=PRACTICE_PHONE)
            person = await a_patient(uow, practice=practice, contact=self.phone, **patient)
            conversation = await a_conversation(uow, patient=person)
            referral = await a_referral(uow, conversation=conversation)
            self.practice_id, self.patient_id = practice.id, person.id
            self.conversation_id, self.referral_id = conversation.id, referral.id

    def worker(self, **given: Any) -> Deliverer:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        defaults: dict[str, Any] = {
            "database": self.database,
            "carriers": local_carriers(self.carrier),
            "clock": self.clock,
            "pace": Pace(10, sleep=sleep),
            "draw": lambda: 0.5,
        }
        return Deliverer(**{**defaults, **given})

    async def queue(self, text: str = "Hello", kind: str = "reply", **row: Any) -> str:
        """Queue one text to the patient; returns the message's id."""
        async with self.database.begin() as uow:
            conversation = await uow.conversations.get(self.conversation_id)
            assert conversation is not None
            provider = row.pop("provider", "twilio")
            author = row.pop("author", "bot")
            message = await a_message(
                uow,
                conversation=conversation,
                direction="out",
                author=author,
                kind=kind,
                text=text,
                provider=provider,
                at=self.clock.now(),
                **{name: row.get(name) for name in ("owner_type", "owner_id", "owner_version")},
            )
            await an_outbox_row(
                uow,
                message=message,
                **{
                    "not_before": self.clock.now(),
                    "expires_at": self.clock.now() + timedelta(hours=24),
                    **row,
                },
            )
            return message.id

    async def hears(self) -> None:
        """The patient has just written."""
        async with self.database.begin() as uow:
            conversation = await uow.conversations.get(self.conversation_id)
            assert conversation is not None
            conversation.last_inbound_at = self.clock.now()

    async def says_something(self) -> None:
        """Another text has just been queued to them."""
        async with self.database.begin() as uow:
            conversation = await uow.conversations.get(self.conversation_id)
            assert conversation is not None
            conversation.last_outbound_at = self.clock.now()

    async def send(self, **worker: Any) -> None:
        """Run a worker until nothing more is due now."""
        deliverer = self.worker(**worker)
        while await deliverer.run_once():
            pass

    async def message(self, message_id: str) -> Message:
        async with self.database.read() as uow:
            found = await uow.messages.get(message_id)
        assert found is not None
        return found

    async def row(self, message_id: str) -> Outbox | None:
        async with self.database.read() as uow:
            return await uow.outbox.get(message_id)

    async def change_patient(self, **values: Any) -> None:
        async with self.database.begin() as uow:
            patient = await uow.patients.get(self.patient_id)
            for name, value in values.items():
                setattr(patient, name, value)

    async def patient(self) -> Patient:
        async with self.database.read() as uow:
            found = await uow.patients.get(self.patient_id)
        assert found is not None
        return found

    async def attention(self) -> str | None:
        async with self.database.read() as uow:
            referral = await uow.referrals.get(self.referral_id)
        return referral.attention if referral else None

    @property
    def texts(self) -> list[str]:
        return self.standin.to(self.phone)


def carrier_to(standin: TwilioStandIn, **limits: float) -> TwilioCarrier:
    """With the time limits of the product, which a busy machine does not reach, or with these."""
    return TwilioCarrier(
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        status_callback="https://blether.example/webhooks/twilio/status",
        http=TwilioHttp(standin.url, **limits),
    )


@pytest.fixture
async def post(database: Database, clock: ManualClock) -> AsyncIterator[Post]:
    async with TwilioStandIn(now=clock.now) as standin:
        carrier = carrier_to(standin)
        made = Post(database=database, clock=clock, standin=standin, carrier=carrier)
        await made.open()
        yield made
        await carrier.close()
