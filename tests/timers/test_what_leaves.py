"""What leaves because a clock moved, and what does not: the carrier's texts beside the diary."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from actions.basis.errors import NotAllowed
from actions.basis.work import SYSTEM, Work
from actions.booking.cancel import cancel
from actions.booking.move import move
from actions.booking.set_status import set_status
from actions.casework.close import close
from actions.imports.import_appointments import Imported, ImportedVisit, import_appointments
from actions.practice.set_reminders import set_reminders
from actions.texts.retry_text import retry_text
from storage.models import Appointment, Message, Referral, ReminderSettings, Timer
from storage.private import PersonName, PhoneNumber
from storage.unit_of_work import UnitOfWork
from tests.faults.replicas import Replicas, replicas
from tests.standin.texts import Step
from tests.support.outbox import next_due

JEAN = "+447700900411"
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


@dataclass(slots=True)
class Diary:
    """A practice that brings its own appointments, and Jean's phone."""

    town: Replicas
    read: int = 0

    async def work(self, uow: UnitOfWork) -> Work:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        return Work(uow=uow, now=self.town.clock.now(), practice=practice, actor=SYSTEM)

    async def visit(self, starts_at: datetime) -> str:
        return (await self.imports(starts_at)).made[0].id

    async def imports(self, starts_at: datetime, *, was: datetime | None = None) -> Imported:
        """A file with the visit, and with the time that it was at before, now cancelled."""
        async with self.town.database.begin() as uow:
            work = await self.work(uow)
            (worker, *_) = await uow.staff.of_practice(work.practice.id, "link_worker")
            rows = [
                ImportedVisit(
                    row=2,
                    starts_at=when.astimezone(UTC),
                    ends_at=when.astimezone(UTC) + timedelta(minutes=30),
                    link_worker_id=worker.id,
                    mode="phone",
                    phone=PhoneNumber(JEAN),
                    name=PersonName("Jean Broon"),
                    is_called_off=when is was,
                )
                for when in (starts_at, was)
                if when
            ]
            return await import_appointments(work, rows)

    async def reminds(self, *before: str, enabled: bool = True) -> None:
        async with self.town.database.begin() as uow:
            wanted = ReminderSettings(before=before, enabled=enabled)
            await set_reminders(await self.work(uow), wanted)

    async def tries_again(self) -> None:
        """A colleague has the last reminder, which did not arrive, sent once more."""
        async with self.town.database.begin() as uow:
            work = await self.work(uow)
            (colleague, *_) = await uow.staff.of_practice(work.practice.id)
            query = select(Message.id).where(Message.kind == "reminder").order_by(Message.id.desc())
            message_id = await uow.session.scalar(query.limit(1))
            assert message_id is not None
            await retry_text(work, message_id, colleague.id)

    async def moves(self, visit: str, to: datetime) -> None:
        async with self.town.database.begin() as uow:
            await move(await self.work(uow), visit, to.astimezone(UTC))

    async def marks(self, visit: str, status: str) -> None:
        async with self.town.database.begin() as uow:
            await set_status(await self.work(uow), visit, status)

    async def calls_off(self, visit: str) -> None:
        async with self.town.database.begin() as uow:
            await cancel(await self.work(uow), visit)

    async def closes(self, outcome: str) -> None:
        async with self.town.database.begin() as uow:
            await close(await self.work(uow), (await self._referral(uow)).id, outcome)

    async def appointment(self, visit: str) -> Appointment:
        async with self.town.database.read() as uow:
            found = await uow.appointments.get(visit)
        assert found is not None
        return found

    async def referral(self) -> Referral:
        async with self.town.database.read() as uow:
            return await self._referral(uow)

    async def _referral(self, uow: UnitOfWork) -> Referral:
        practice = await uow.practices.by_code("demo")
        assert practice is not None
        patient = await uow.patients.by_contact(practice.id, JEAN)
        assert patient is not None
        return (await uow.referrals.of_patient(patient.id))[-1]

    async def until(self, moment: datetime) -> list[str]:
        """Go from one due time to the next up to `moment`; what Jean got since she last looked."""
        clock = self.town.clock
        await self.settles()
        while clock.now() < moment:
            clock.advance(min(await self._next_due(), moment) - clock.now())
            await self.settles()
        return self.new()

    async def _next_due(self) -> datetime:
        now = self.town.clock.now()
        async with self.town.database.read() as uow:
            timer = await uow.session.scalar(
                select(func.min(Timer.due_at)).where(Timer.status == "waiting", Timer.due_at > now)
            )
            text = await next_due(uow, now)
        return min((due for due in (timer, text) if due), default=now + timedelta(days=90))

    async def at_once(self, moment: datetime) -> list[str]:
        """As after an outage: nobody has swept until `moment`."""
        self.town.clock.advance(moment - self.town.clock.now())
        await self.settles()
        return self.new()

    async def says(self, text: str) -> list[str]:
        await self.town.patients.say(JEAN, text)
        await self.settles()
        return self.new()

    async def settles(self) -> None:
        while await self.town.work():
            pass

    def new(self) -> list[str]:
        texts = self.town.standin.to(JEAN)[self.read :]
        self.read += len(texts)
        return texts


@pytest.fixture
async def diary(database_url: str, tmp_path: Path) -> AsyncIterator[Diary]:
    async with replicas(database_url, tmp_path, count=1, start=MONDAY) as town:
        yield Diary(town)


async def test_of_two_visits_each_is_reminded_of_by_its_own_time_and_answered(
    diary: Diary,
) -> None:
    monday = await diary.visit(at(30, 10))
    wednesday = await diary.visit(at(2, 15, month=12))
    await diary.until(at(29, 14))
    (text,) = await diary.until(at(29, 16))
    assert "Wed 2 Dec, 3pm" in text
    assert "called off" in (await diary.says("3"))[0]
    assert (await diary.appointment(wednesday)).status == "cancelled"
    assert (await diary.appointment(monday)).status == "booked"


async def test_a_visit_that_was_missed_in_silence_does_not_take_the_place_of_the_next(
    diary: Diary,
) -> None:
    missed = await diary.visit(at(26, 11))
    await diary.until(at(26, 12))
    await diary.marks(missed, "did_not_attend")
    await diary.settles()
    assert "Sorry we missed you" in diary.new()[-1]
    following = await diary.visit(at(3, 11, month=12))
    texts = await diary.until(at(2, 12, month=12))
    assert len(texts) == 2
    assert all("Thu 3 Dec, 11am" in text for text in texts)
    assert "see you then" in (await diary.says("yes"))[0]
    assert (await diary.appointment(following)).status == "confirmed"


async def test_nobody_is_told_see_you_then_of_what_is_past_or_was_called_off(diary: Diary) -> None:
    past = await diary.visit(at(26, 11))
    await diary.until(at(26, 16))
    assert await diary.says("1") == [
        "That time has gone by now. If you'd like another, just text us."
    ]
    assert (await diary.appointment(past)).status == "booked"
    other = await diary.visit(at(1, 11, month=12))
    await diary.until(at(30, 12))
    await diary.calls_off(other)
    await diary.settles()
    (news,) = diary.new()
    assert news.endswith("Would you like another time?\n1 Yes\n2 No")
    assert "When suits for a chat?" in (await diary.says("aye please"))[0]


async def test_after_an_outage_one_reminder_says_it_all(diary: Diary) -> None:
    await diary.reminds("5h", "2h", "1h")
    await diary.visit(at(24, 15))
    assert len(await diary.at_once(at(24, 14, 30))) == 1


async def test_a_reminder_that_could_come_only_with_the_visit_comes_the_evening_before(
    diary: Diary,
) -> None:
    await diary.reminds("2h")
    await diary.visit(at(26, 9))
    assert await diary.until(at(25, 18)) == []
    assert len(await diary.until(at(25, 19))) == 1
    assert await diary.until(at(26, 12)) == []


async def test_a_list_of_tomorrows_visits_is_reminded_of_today(diary: Diary) -> None:
    await diary.visit(at(24, 9, 30))  # a day before is half an hour ago
    await diary.settles()
    assert len(diary.new()) == 1
    assert await diary.until(at(24, 12)) == []


async def test_another_choice_of_reminders_loses_neither_the_next_one_nor_news(
    diary: Diary,
) -> None:
    await diary.visit(at(24, 12))
    await diary.until(at(23, 11))
    await diary.reminds("3d", "1d", "2h")
    assert len(await diary.until(at(23, 12))) == 1
    moved = await diary.visit(at(2, 11, month=12))
    await diary.until(at(23, 22))
    await diary.moves(moved, at(3, 11, month=12))
    await diary.settles()
    await diary.reminds("3d", "1d")
    assert any("move your chat" in text for text in await diary.until(at(24, 9)))


@pytest.mark.parametrize("is_enabled", [True, False])
async def test_a_choice_of_reminders_that_is_changed_twice_reminds_nobody_twice(
    diary: Diary, is_enabled: bool
) -> None:
    await diary.visit(at(24, 15))
    assert len(await diary.until(at(23, 15))) == 1
    await diary.reminds("2d", enabled=is_enabled)
    await diary.reminds("2d", "1d")
    assert await diary.until(at(23, 16)) == []


async def test_another_choice_of_reminders_lets_the_one_go_that_waits_for_the_morning(
    diary: Diary,
) -> None:
    await diary.visit(at(25, 8, 30))
    assert await diary.until(at(24, 8, 45)) == []
    await diary.reminds("1d", "13h")
    assert len(await diary.until(at(24, 10))) == 1


BUSY = Step(how="refuse", code=20429, status=429)


async def test_one_that_was_kept_back_while_reminders_were_off_leaves_when_they_are_on(
    diary: Diary,
) -> None:
    await diary.visit(at(24, 15))
    diary.town.standin.script(JEAN, BUSY)
    assert await diary.until(at(23, 15)) == []
    await diary.reminds("1d", enabled=False)
    await diary.reminds("1d")
    assert len(await diary.until(at(23, 16))) == 1


@pytest.mark.parametrize(("is_enabled", "sent"), [(True, 1), (False, 0)])
async def test_another_choice_of_reminders_lets_the_one_go_that_waits_for_its_next_try(
    diary: Diary, is_enabled: bool, sent: int
) -> None:
    await diary.visit(at(24, 15))
    diary.town.standin.script(JEAN, BUSY)
    assert await diary.until(at(23, 15)) == []
    await diary.reminds("2d", "1d", enabled=is_enabled)
    assert len(await diary.until(at(23, 16))) == sent


async def test_another_choice_of_reminders_lets_the_one_go_that_a_colleague_asked_for_again(
    diary: Diary,
) -> None:
    await diary.visit(at(24, 19))
    diary.town.standin.script(JEAN, *[Step(how="refuse", code=30008)] * 2)
    assert await diary.until(at(23, 20)) == []
    await diary.tries_again()
    assert await diary.until(at(23, 21)) == []
    await diary.reminds("2d", "1d")
    assert len(await diary.until(at(24, 10))) == 1


async def test_who_cannot_be_told_in_time_that_a_visit_is_off_is_telephoned(diary: Diary) -> None:
    visit = await diary.visit(at(26, 9))
    await diary.until(at(25, 22))
    await diary.calls_off(visit)
    await diary.until(at(26, 9))
    assert not any("call off" in text for text in diary.town.standin.to(JEAN))
    assert (await diary.referral()).attention == "delivery_failed"


async def test_reminders_follow_who_writes_again_after_their_case_was_closed(diary: Diary) -> None:
    await diary.visit(at(30, 15))
    await diary.closes("helped")
    await diary.says("awfy lonely these days")
    texts = await diary.until(at(29, 15))
    assert len([text for text in texts if "Mon 30 Nov, 3pm" in text]) == 2


async def test_another_choice_of_reminders_leaves_out_nobody_whose_case_was_closed(
    diary: Diary,
) -> None:
    await diary.visit(at(30, 15))
    await diary.closes("helped")
    await diary.reminds("2d", "1d")
    texts = await diary.until(at(29, 15))
    assert len([text for text in texts if "Mon 30 Nov, 3pm" in text]) == 2


async def test_no_text_is_begun_to_the_phone_of_somebody_who_died(diary: Diary) -> None:
    visit = await diary.visit(at(30, 15))
    await diary.closes("died")
    await diary.visit(at(1, 11, month=12))  # the diary that it comes from may not know yet
    assert await diary.until(at(1, 12, month=12)) == []
    assert (await diary.appointment(visit)).status == "cancelled"


async def test_who_was_called_off_did_not_fail_to_come(diary: Diary) -> None:
    visit = await diary.visit(at(30, 15))
    await diary.calls_off(visit)
    with pytest.raises(NotAllowed):
        await diary.marks(visit, "did_not_attend")


@pytest.mark.parametrize("became", ["did_not_attend", "attended"])
async def test_nothing_became_yet_of_a_chat_that_has_not_begun(diary: Diary, became: str) -> None:
    visit = await diary.visit(at(30, 15))
    with pytest.raises(NotAllowed):
        await diary.marks(visit, became)
    texts = await diary.until(at(30, 15))
    assert len(texts) == 2  # both reminders, and no "sorry we missed you"
    await diary.marks(visit, became)
    assert (await diary.appointment(visit)).status == became


async def test_what_a_new_file_says_is_cancelled_is_not_reminded_of(diary: Diary) -> None:
    await diary.visit(at(30, 15))
    done = await diary.imports(at(2, 11, month=12), was=at(30, 15))
    assert (len(done.made), len(done.called_off)) == (1, 1)
    texts = await diary.until(at(2, 12, month=12))
    assert len(texts) == 2
    assert all("Wed 2 Dec, 11am" in text for text in texts)
