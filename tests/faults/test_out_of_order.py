"""What comes in another order than it was written, and several at once.

A carrier promises no order, and its webhooks do not say when a text was written. So: texts are
taken one by one, in the order in which they come; each is kept once, read for danger and for STOP,
and answered; what a person needs is known whatever came first. And a receipt that is quicker than
the answer to the text it speaks of is believed.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.metrics import TURN_FAILURES
from storage.models import Message, Patient, Referral
from storage.private import PhoneNumber
from tests.faults.answering import NAME, Phone
from tests.faults.reconcile import IN_FLIGHT_SECONDS
from tests.faults.replicas import MORNING, Replicas, replicas
from tests.standin.texts import Text

JEAN, RAB, ISA = (f"+4477009001{number}" for number in (51, 52, 53))
STORIES = {
    JEAN: ("am skint", "the cupboards are empty", NAME, "aw and the landlord wants me oot", "1"),
    RAB: ("need a food bank", "whats the point anymore, i dont want to wake up", "1"),
    ISA: ("am pure lonely", "STOP", "hello?"),
}
MOST_SECONDS_APART = 0.03
SEEDS = range(2)


async def all_at_once(town: Replicas, random: Random) -> None:
    """Every text of everybody in one moment, shuffled; some webhooks come twice."""
    texts = [(phone, text) for phone, story in STORIES.items() for text in story]
    random.shuffle(texts)

    async def comes(phone: str, text: str) -> None:
        await asyncio.sleep(random.random() * MOST_SECONDS_APART)
        town.standin.target = random.choice(town.members).url
        word = town.patients.say(phone, text)
        if random.random() < 0.7:
            await word
            return
        again = town.standin.says(phone, PRACTICE, text, sid=(await word).sid)
        assert (await again)[0] == 200

    talking = asyncio.gather(*(comes(*each) for each in texts))
    while not talking.done():
        await town.work()
        await asyncio.sleep(0)
    await talking


PRACTICE = "+447700900001"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("count", [1, 2])
async def test_texts_in_any_order_and_at_once_are_each_kept_once_read_and_answered(
    database_url: str, tmp_path: Path, count: int, seed: int
) -> None:
    failures = TURN_FAILURES._value.get()
    async with replicas(database_url, tmp_path, count=count, start=MORNING) as town:
        await all_at_once(town, Random(seed))
        account = await town.settle(in_flight_seconds=IN_FLIGHT_SECONDS)
        assert account.faults == []
        assert account.incoming == sum(map(len, STORIES.values()))
        assert failures == TURN_FAILURES._value.get()

        for phone, story in STORIES.items():
            patient, referral, messages = await kept_of(town, phone)
            said = [str(each.text) for each in messages if each.direction == "in"]
            assert sorted(said) == sorted(story)
            assert len({each.conversation_id for each in messages}) == 1
            assert referral.patient_id == patient.id
        assert await needs_of(town, JEAN) >= {"money", "food", "housing"}
        assert any("116 123" in text for text in town.standin.to(RAB))
        assert (await kept_of(town, RAB))[1].risk == "crisis"
        async with town.database.read() as uow:
            assert await uow.opt_outs.is_out((await kept_of(town, ISA))[0].id)

        # And whatever they were last asked, the next text is answered.
        jean = Phone(town=town, number=JEAN, seen=town.standin.to(JEAN))
        assert await jean.says("need a food bank")


async def kept_of(town: Replicas, phone: str) -> tuple[Patient, Referral, list[Message]]:
    async with town.database.read() as uow:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        patient = await uow.patients.by_contact(practice.id, PhoneNumber(phone))
        assert patient is not None
        (referral,) = await uow.referrals.of_patient(patient.id)
        return patient, referral, await uow.messages.of_patient(patient.id)


async def needs_of(town: Replicas, phone: str) -> set[str]:
    _, referral, _ = await kept_of(town, phone)
    async with town.database.read() as uow:
        return {need.label for need in await uow.needs.of_referral(referral.id)}


ENDS = {
    "+447700900154": (("delivered", "sent", "queued"), "delivered"),
    "+447700900155": (("sent", "delivered", "sent", "delivered"), "delivered"),
    "+447700900156": (("undelivered", "delivered"), "delivered"),
    "+447700900157": (("failed", "sent"), "failed"),
}


async def test_receipts_that_are_quicker_than_the_answer_are_believed_in_any_order(
    database_url: str, tmp_path: Path
) -> None:
    """Everything is reported before the carrier has said that it took the text at all."""
    early: list[str] = []

    def reporting(text: Text) -> list[tuple[float, str]]:
        return [(0, status) for status in ENDS[text.to][0]]

    async with replicas(
        database_url, tmp_path, start=MORNING, reporting=reporting, latency=lambda: 0.3
    ) as town:
        await asyncio.gather(*(town.patients.say(phone, "hello there") for phone in ENDS))
        sending = asyncio.gather(*(each.parts.deliverer.run_once() for each in town.members))
        while not sending.done():
            await asyncio.sleep(0.01)
            early += [
                text.sid for text in town.standin.texts if text.reports and not text.is_answered
            ]
        await sending
        assert set(early) >= {text.sid for text in town.standin.texts}
        for phone, (_, end) in ENDS.items():
            _, _, messages = await kept_of(town, phone)
            first = next(each for each in messages if each.direction == "out")
            assert first.status == end, phone
            assert first.provider_id == next(
                text.sid for text in town.standin.texts if text.to == phone
            )
        account = await town.settle()
        assert account.faults == []
