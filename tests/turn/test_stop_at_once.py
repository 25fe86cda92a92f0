"""They say STOP, and the carrier, which has blocked the number for it, refuses a text of ours in
that same moment: the two must not undo each other."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

import bot.turn
from bot.clock import ManualClock
from bot.delivery.receipts import DeliveryReceipt, record_receipt
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order import interpret
from bot.inbound import InboundMessage
from bot.running import Running, running
from bot.settings import Config, Settings, TwilioSettings
from tests.builders import a_practice
from tests.support.databases import SECRET

NUMBER = "+447700900123"
SID = "SM" + "a" * 32


class Phone:
    def __init__(self, parts: Running, clock: ManualClock, practice_id: str) -> None:
        self.parts, self.clock, self.practice_id = parts, clock, practice_id

    async def says(self, text: str, contact: str = NUMBER) -> None:
        await self.parts.turns.receive(
            InboundMessage(
                channel="whatsapp" if contact.startswith("whatsapp:") else "sms",
                contact=contact,
                provider="twilio",
                provider_id=f"SM{secrets.token_hex(16)}",
                practice_id=self.practice_id,
                text=text,
                at=self.clock.now(),
            )
        )

    async def was_sent_the_last_answer(self) -> None:
        async with self.parts.db.begin() as uow:
            patient = await uow.patients.by_contact(self.practice_id, NUMBER)
            assert patient is not None
            *_, last = await uow.messages.of_patient(patient.id)
            for status, sid in (("sending", None), ("sent", SID)):
                await uow.messages.move_status(
                    last.id, status, None, self.clock.now(), provider_id=sid
                )
            await uow.outbox.remove(last.id)

    async def refuse(self) -> None:
        """What the carrier says of that answer."""
        receipt = DeliveryReceipt(
            provider="twilio", provider_id=SID, status="failed", error_code="21610"
        )
        async with self.parts.db.begin() as uow:
            await record_receipt(uow, receipt, now=self.clock.now())

    async def stands(self, contact: str = NUMBER) -> tuple[bool, str | None, set[str]]:
        """Whether they are out, what their referral waits for, and which texts are on their way."""
        async with self.parts.db.read() as uow:
            patient = await uow.patients.by_contact(self.practice_id, contact)
            assert patient is not None
            (referral, *_) = await uow.referrals.of_patient(patient.id)
            queued = {row.kind for row in await uow.outbox.of_patient(patient.id)}
            return await uow.opt_outs.is_out(patient.id), referral.attention, queued


@pytest.fixture
async def phone(database_url: str) -> AsyncIterator[Phone]:
    clock = ManualClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
    settings = Settings(
        database_url=database_url,
        secret_key=SECRET,
        public_url="http://127.0.0.1:8080",
        twilio=TwilioSettings(),
        config=Config(),
    )
    async with running(settings, clock) as parts:
        async with parts.db.begin() as uow:
            practice_id = (await a_practice(uow, phone="+447700900001", code="near")).id
        yield Phone(parts, clock, practice_id)


async def test_a_refusal_while_stop_is_heard_leaves_stop_as_it_is(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await phone.says("hello, nae money for the rent")
    await phone.was_sent_the_last_answer()
    refusals: list[asyncio.Task[None]] = []

    async def meanwhile(exchange: Exchange, engine: Engine) -> None:
        refusals.append(asyncio.create_task(phone.refuse()))
        await asyncio.wait(refusals, timeout=0.3)  # it is through, or waits for us
        await interpret(exchange, engine)

    monkeypatch.setattr(bot.turn, "interpret", meanwhile)
    await phone.says("STOP")
    await asyncio.gather(*refusals)
    is_out, attention, queued = await phone.stands()
    assert (is_out, attention) == (True, "opted_out")
    assert "crisis" not in queued


async def test_stop_by_both_addresses_at_once_is_one_stop(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = (NUMBER, f"whatsapp:{NUMBER}")
    for address in addresses:
        await phone.says("hello, nae money for the rent", address)
    both = None if phone.parts.db.is_sqlite else asyncio.Barrier(2)  # which has one writer

    async def together(exchange: Exchange, engine: Engine) -> None:
        if both is not None:
            await both.wait()
        await interpret(exchange, engine)

    monkeypatch.setattr(bot.turn, "interpret", together)
    await asyncio.gather(*(phone.says("STOP", address) for address in addresses))
    for address in addresses:
        is_out, attention, _ = await phone.stands(address)
        assert (is_out, attention) == (True, "opted_out")
