from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.basis.timers import set_timer
from actions.basis.work import Work
from actions.texts.queue_text import Owner, queue_text
from bot.clock import ManualClock
from bot.live import Live
from bot.timers.speaker import Prompted
from bot.timers.sweep import Sweep
from storage.database import Database
from storage.models import Appointment, CheckIn, Patient, Referral, Timer
from storage.models.message import MessageKind
from tests.builders import (
    a_check_in,
    a_conversation,
    a_patient,
    a_practice,
    a_referral,
    a_staff_member,
    an_appointment,
)


@dataclass(slots=True)
class RecordingSpeaker:
    """Queues the name of what it is to say, as the dialogue would queue the words."""

    answer: Prompted = "said"
    said: list[str] = field(default_factory=list)
    fails: bool = False

    async def prompt(
        self,
        work: Work,
        conversation_id: str,
        flow: str,
        slots: Mapping[str, Any],
        *,
        kind: MessageKind,
        owner: Owner | None = None,
        expires_at: datetime | None = None,
        plain: str | None = None,
    ) -> Prompted:
        return await self.tell(
            work, conversation_id, flow, slots, kind=kind, owner=owner, expires_at=expires_at
        )

    async def tell(
        self,
        work: Work,
        conversation_id: str,
        response: str,
        slots: Mapping[str, Any],
        *,
        kind: MessageKind,
        owner: Owner | None = None,
        expires_at: datetime | None = None,
    ) -> Prompted:
        if self.answer != "said":
            return self.answer
        thread = await work.uow.conversations.with_patient_and_referral(conversation_id)
        assert thread is not None
        await queue_text(
            work,
            conversation=thread[1],
            patient=thread[0],
            text=response,
            kind=kind,
            owner=owner,
            expires_at=expires_at,
        )
        if self.fails:
            raise RuntimeError("the words could not be found")
        self.said.append(response)
        return self.answer

    async def tell_while_taken(
        self, work: Work, conversation_id: str, response: str, *, kind: MessageKind
    ) -> Prompted:
        return await self.tell(work, conversation_id, response, {}, kind=kind)

    def words(self, response: str, **extra: Any) -> str:
        return response


class NoEngine:
    """The sweep's turns, of which only the notice board is used here."""

    def __init__(self) -> None:
        self.live = Live()

    @property
    def engine(self) -> Any:
        raise AssertionError("the recording speaker speaks")


@dataclass(slots=True, kw_only=True)
class Desk:
    """One patient with a referral, a clock, and the sweep."""

    database: Database
    clock: ManualClock
    speaker: RecordingSpeaker = field(default_factory=RecordingSpeaker)
    woken: list[None] = field(default_factory=list)
    practice_id: str = ""
    patient_id: str = ""
    conversation_id: str = ""
    referral_id: str = ""
    worker_id: str = ""

    async def open(self) -> None:
        async with self.database.begin() as uow:
            practice = await a_practice(uow)
            worker = await a_staff_member(uow, practice=practice)
            patient = await a_patient(uow, practice=practice, channel="simulator")
            conversation = await a_conversation(uow, patient=patient)
            referral = await a_referral(uow, conversation=conversation)
            self.practice_id, self.patient_id = practice.id, patient.id
            self.conversation_id, self.referral_id = conversation.id, referral.id
            self.worker_id = worker.id

    def sweep(self) -> Sweep:
        return Sweep(
            database=self.database,
            clock=self.clock,
            turns=NoEngine(),
            wake=lambda: self.woken.append(None),
            speaker=self.speaker,
        )

    async def after(self, **delta: float) -> None:
        """Let time pass, then settle all that is due."""
        self.clock.advance(timedelta(**delta))
        while await self.sweep().run_once():
            pass

    async def set(
        self, kind: str, owner_type: str, owner_id: str, due_in: timedelta, **more: Any
    ) -> None:
        async with self.database.begin() as uow:
            practice = await uow.practices.get(self.practice_id)
            patient = await uow.patients.get(self.patient_id)
            assert practice is not None
            assert patient is not None
            await set_timer(
                Work(uow=uow, now=self.clock.now(), practice=practice, actor="system"),
                patient=patient,
                conversation_id=self.conversation_id,
                kind=kind,
                owner_type=owner_type,
                owner_id=owner_id,
                due_in=due_in,
                **more,
            )

    async def books(self, in_: timedelta, **given: Any) -> Appointment:
        """An appointment, reminded of a day before."""
        async with self.database.begin() as uow:
            patient = await uow.patients.get(self.patient_id)
            worker = await uow.staff.get(self.worker_id)
            referral = await uow.referrals.get(self.referral_id)
            assert worker is not None
            visit = await an_appointment(
                uow,
                link_worker=worker,
                patient=patient,
                referral=referral,
                starts_at=self.clock.now() + in_,
                **given,
            )
        await self.set(
            "reminder",
            "appointment",
            visit.id,
            in_ - timedelta(days=1),
            key="1d",
            expires_at=visit.starts_at,
        )
        return visit

    async def plans_check_in(self, in_: timedelta) -> CheckIn:
        async with self.database.begin() as uow:
            referral = await uow.referrals.get(self.referral_id)
            assert referral is not None
            planned = await a_check_in(uow, referral=referral, due_at=self.clock.now() + in_)
        await self.set("check_in", "check_in", planned.id, in_)
        return planned

    async def change(self, noun: str, id: str, **values: Any) -> None:
        async with self.database.begin() as uow:
            row = await getattr(uow, noun).get(id)
            for name, value in values.items():
                setattr(row, name, value)

    async def timers(self, owner_type: str, owner_id: str) -> list[tuple[str, str, str | None]]:
        async with self.database.read() as uow:
            rows: list[Timer] = list(await uow.timers.of_owner(owner_type, owner_id))
        return [(row.kind, row.status, row.reason) for row in rows]

    async def referral(self) -> Referral:
        async with self.database.read() as uow:
            found = await uow.referrals.get(self.referral_id)
        assert found is not None
        return found

    async def patient(self) -> Patient:
        async with self.database.read() as uow:
            found = await uow.patients.get(self.patient_id)
        assert found is not None
        return found


@pytest.fixture
async def desk(database: Database, clock: ManualClock) -> AsyncIterator[Desk]:
    made = Desk(database=database, clock=clock)
    await made.open()
    yield made
