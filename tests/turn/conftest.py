"""A person with a phone, and a whole Blether behind it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from bot.inbound import InboundMessage, Receipt
from bot.pretend import Pretend, Template, make_template, pretend
from bot.settings import Config
from storage.models import Message, Need, Patient, Referral, RiskFlag

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Person:
    """Writes as a patient does, and reads what comes back."""

    made: Pretend
    contact: str = "+447700900123"
    channel: Literal["simulator", "web"] = "simulator"
    seen: list[str] = field(default_factory=list)

    async def says(self, text: str, **more: object) -> list[str]:
        """Send one text; what Blether answers, in order."""
        await self.receive(text, **more)
        return await self.reads()

    async def receive(
        self, text: str, provider_id: str = "", at: datetime | None = None, **more: object
    ) -> Receipt:
        """`at` is when it came in, where others were answered in between."""
        inbound = InboundMessage(
            channel=self.channel,
            contact=self.contact,
            provider=self.channel,
            provider_id=provider_id or secrets.token_hex(8),
            practice_id=self.made.practice.id,
            text=text,
            at=at or self.made.clock.now(),
            **more,  # type: ignore[arg-type]
        )
        return await self.made.parts.turns.receive(inbound)

    async def reads(self) -> list[str]:
        """Deliver what is due; the texts that are new."""
        await self.made.parts.do_all_that_is_due()
        new = await self.made.texts_after(self.contact, self.seen[-1] if self.seen else None)
        self.seen += [each.id for each in new]
        return [str(each.text) for each in new]

    async def waits(self, **time: float) -> list[str]:
        """Let time pass; the texts that came meanwhile."""
        await self.made.travel(self.contact).forward(timedelta(**time))
        return await self.reads()

    async def labels(self) -> set[str]:
        return {need.label for need in await self.needs()}

    async def refers(self) -> list[str]:
        """Everything from a need to a booked chat."""
        for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
            await self.says(text)
        return await self.says("1")

    async def patient(self) -> Patient:
        async with self.made.parts.db.read() as uow:
            found = await uow.patients.by_contact(self.made.practice.id, self.contact)
        assert found is not None
        return found

    async def referral(self) -> Referral:
        patient = await self.patient()
        async with self.made.parts.db.read() as uow:
            return (await uow.referrals.of_patient(patient.id))[0]

    async def visit_status(self) -> str:
        referral = await self.referral()
        async with self.made.parts.db.read() as uow:
            return (await uow.appointments.of_referral(referral.id))[0].status

    async def needs(self) -> list[Need]:
        referral = await self.referral()
        async with self.made.parts.db.read() as uow:
            return list(await uow.needs.of_referral(referral.id))

    async def flags(self) -> list[RiskFlag]:
        referral = await self.referral()
        async with self.made.parts.db.read() as uow:
            return list(await uow.risk_flags.of_referral(referral.id))

    async def messages(self) -> list[Message]:
        patient = await self.patient()
        async with self.made.parts.db.read() as uow:
            return await uow.messages.of_patient(patient.id, limit=500)


async def reminded(person: Person) -> None:
    """A chat on a Thursday, of which the person has just been reminded."""
    for text in ("nae money for the rent", "aye", "1", "1", "2", "Jean Broon 14/2/51"):
        await person.says(text)
    await person.says("thursday 3 december 2pm")
    heard = await person.waits(days=7, hours=4, minutes=5)
    assert "Does that still suit" in heard[-1]


@pytest.fixture(scope="session")
def pretend_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return asyncio.run(make_template(Config(), tmp_path_factory.mktemp("pretend")))


@pytest.fixture
async def blether(pretend_template: Template) -> AsyncIterator[Pretend]:
    async with pretend(Config(), MONDAY, pretend_template) as made:
        yield made


@pytest.fixture
def jean(blether: Pretend) -> Person:
    return Person(made=blether)
