"""A flood: thousands of reminders due in the same minute, while people go on texting."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from actions.basis.work import SYSTEM, Work
from actions.booking.plan_reminders import plan_reminders
from tests.builders import (
    a_conversation,
    a_patient,
    a_referral,
    a_staff_member,
    an_appointment,
)
from tests.faults.replicas import Replicas, replicas

START = datetime(2026, 11, 24, 5, tzinfo=UTC)
VISIT = datetime(2026, 11, 25, 10, tzinfo=UTC)
A_DAY_OF_VISITS = 100
WRITERS = [f"+4477009005{number:02}" for number in range(100)]
FIRST_NUMBER = 910_000
"""Of those who are reminded: none of them writes."""
MOST_PASSES = 5000


async def remind_many(database_url: str, folder: Path, *, count: int, talks: int) -> dict[str, Any]:
    """`count` people are due a reminder now, and `talks` others text meanwhile."""
    async with replicas(database_url, folder, start=START) as town:
        await _book(town, count)
        town.clock.advance(timedelta(hours=6))
        began = time.monotonic()
        working = asyncio.create_task(_work_until_quiet(town))
        writers = WRITERS[:talks]
        for phone in writers:
            await town.patients.say(phone, "need a food bank")
            await asyncio.sleep(0)
        await working
        seconds = time.monotonic() - began
        account = await town.settle()
        return _report(town, writers, seconds) | account.as_json()


async def _work_until_quiet(town: Replicas) -> None:
    for _ in range(MOST_PASSES):
        if not await town.work():
            return


def _report(town: Replicas, writers: list[str], seconds: float) -> dict[str, Any]:
    reminded = Counter(text.to for text in town.standin.texts if text.to not in writers)
    order = [text.to for text in town.standin.texts]
    firsts = [order.index(phone) for phone in writers if phone in order]
    last = max(firsts, default=0)
    return {
        "seconds": round(seconds, 1),
        "reminded": len(reminded),
        "reminded_twice": sum(times > 1 for times in reminded.values()),
        "answers": len(firsts),
        "reminders_before_the_last_answer": sum(to not in writers for to in order[:last]),
    }


async def _book(town: Replicas, count: int) -> None:
    for first in range(0, count, A_DAY_OF_VISITS):
        async with town.database.begin() as uow:
            practice = await uow.practices.by_code("demo")
            assert practice is not None
            worker = await a_staff_member(uow, practice=practice)
            work = Work(uow=uow, now=town.clock.now(), practice=practice, actor=SYSTEM)
            for place in range(min(A_DAY_OF_VISITS, count - first)):
                contact = f"+447700{FIRST_NUMBER + first + place}"
                patient = await a_patient(uow, practice=practice, contact=contact)
                conversation = await a_conversation(uow, patient=patient)
                referral = await a_referral(uow, conversation=conversation)
                starts_at = VISIT + timedelta(seconds=30 * place)
                appointment = await an_appointment(
                    uow,
                    link_worker=worker,
                    patient=patient,
                    referral=referral,
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(seconds=30),
                )
                await plan_reminders(work, appointment, patient, conversation.id)
