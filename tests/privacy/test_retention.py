"""What is past its time goes by night; what is held, open or in danger never does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, column, select, table, update

from actions.basis.work import SYSTEM, Work
from actions.privacy.age_out import age_out, forecast
from actions.privacy.legal_hold import place_hold
from actions.privacy.retention import Periods, judge, years_after
from bot.clock import ManualClock
from bot.retention_periods import periods_of
from bot.settings import Config
from bot.timers.upkeep import Upkeep
from storage.database import Database
from storage.models import (
    Audit,
    Conversation,
    Patient,
    Practice,
    Referral,
    SafeguardingRecord,
    SignInFailure,
    TurnEvents,
)
from storage.private import PatientText
from storage.repositories.retention import Standing
from storage.unit_of_work import UnitOfWork
from tests import builders as make

NOW = datetime(2040, 5, 10, 1, tzinfo=UTC)
NIGHT = NOW + timedelta(hours=2)
PERIODS = periods_of(Config().retention)
WORDS = PatientText("ma money's run oot")


def upkeep(database: Database, clock: ManualClock) -> Upkeep:
    return Upkeep(database=database, clock=clock, periods=PERIODS, at_hour=2)


async def somebody(
    uow: UnitOfWork, practice: Practice, *, years: int, **given: Any
) -> tuple[Patient, Referral]:
    """A grown-up whose referral was closed so many years ago, with nothing since."""
    at = years_after(NOW, -years) - timedelta(days=1)
    born = given.pop("birth_date", PatientText("1951-02-14"))
    patient = await make.a_patient(uow, practice=practice, birth_date=born, created_at=at)
    conversation = await make.a_conversation(uow, patient=patient, created_at=at, is_live=False)
    times = {"created_at": at, "updated_at": at, "waiting_since": at, "closed_at": at}
    referral = await make.a_referral(
        uow, conversation=conversation, **{"status": "closed", **times, **given}
    )
    await make.a_message(uow, conversation=conversation, text=WORDS, at=at)
    return patient, referral


async def everybody(uow: UnitOfWork, practice: Practice) -> dict[str, Patient]:
    """Old records, each with one thing that keeps it, or nothing."""
    staff = await make.a_staff_member(uow, practice=practice)
    found = {}
    for name, years in (("old", 7), ("older", 9), ("recent", 5)):
        found[name], _ = await somebody(uow, practice, years=years)
    found["held"], _ = await somebody(uow, practice, years=7)
    desk = Work(uow=uow, now=NOW, practice=practice, actor=SYSTEM)
    await place_hold(desk, found["held"].id, "an inquiry")
    found["open"], _ = await somebody(uow, practice, years=7, status="open", closed_at=None)
    found["unseen danger"], referral = await somebody(uow, practice, years=7)
    said = (await uow.messages.of_patient(found["unseen danger"].id))[0]
    await make.a_risk_flag(uow, referral=referral, message=said)
    found["visit to come"], _ = await somebody(uow, practice, years=7)
    await make.an_appointment(
        uow, link_worker=staff, patient=found["visit to come"], starts_at=NOW + timedelta(days=1)
    )
    found["unread"], referral = await somebody(uow, practice, years=7)
    thread = await uow.conversations.get(referral.conversation_id)
    assert thread is not None
    thread.unread = 1
    found["noted lately"], referral = await somebody(uow, practice, years=7)
    await make.a_note(uow, referral=referral, staff=staff, at=NOW - timedelta(days=9))
    found["safeguarding"], referral = await somebody(uow, practice, years=7)
    uow.safeguarding.add(_concern(referral, staff.id))
    found["long past safeguarding"], referral = await somebody(uow, practice, years=21)
    uow.safeguarding.add(_concern(referral, staff.id))
    found["child"], _ = await somebody(uow, practice, years=7, birth_date=PatientText("2017-01-01"))
    return found


def _concern(referral: Referral, staff_id: str) -> SafeguardingRecord:
    return SafeguardingRecord(
        practice_id=referral.practice_id,
        referral_id=referral.id,
        staff_id=staff_id,
        concern=WORDS,
        noticed_on=date(2030, 1, 1),
        raised_to=WORDS,
        raised_at=referral.created_at,
        next_step=WORDS,
        at=referral.created_at,
    )


GO = {"old", "older", "long past safeguarding"}


async def test_by_night_only_what_is_past_its_time_goes(database: Database) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        people = await everybody(uow, practice)
    async with database.read() as uow:
        foreseen = await forecast(uow, PERIODS, NIGHT)

    clock = ManualClock(NOW)
    worker = upkeep(database, clock)
    await worker.run_once()  # the first look ever begins the count of nights
    clock.advance(timedelta(hours=2))
    await worker.run_once()

    async with database.read() as uow:
        erased = set()
        for name, patient in people.items():
            now = await uow.patients.get(patient.id)
            assert now is not None
            texts = [one.text for one in await uow.messages.of_patient(patient.id)]
            assert (now.name is None) == (texts == [""] * len(texts)), name
            erased |= {name} if now.name is None else set()
        trail = [one for one in await uow.audit.page([practice.id]) if one.action == "aged_out"]
    assert erased == GO
    assert {one.subject_id for one in trail} == {people[name].id for name in GO}
    assert {one.detail["rule"] for one in trail} == {"record", "safeguarding"}
    assert foreseen.people[practice.id] == {
        "past": 3,
        "held": 1,
        "open": 2,
        "danger": 1,
        "not_yet": 4,
    }


async def test_a_record_that_cannot_be_opened_stays_and_keeps_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        broken, _ = await somebody(uow, practice, years=9)
        old, _ = await somebody(uow, practice, years=7)
    sealed = table("patient", column("id"), column("birth_date", LargeBinary))
    damaged = update(sealed).where(sealed.c.id == broken.id).values(birth_date=b"damaged")
    async with database.begin() as uow:
        await uow.session.execute(damaged)

    await upkeep(database, ManualClock(NIGHT)).sweep(PERIODS)

    async with database.read() as uow:
        gone = await uow.patients.get(old.id)
        stays = await uow.session.scalar(
            select(Patient.unreachable_reason).where(Patient.id == broken.id)
        )
    assert gone is not None and gone.is_erased
    assert stays is None
    assert [one for one in caplog.messages if one == "a record cannot be opened, and stays"]


async def test_a_night_is_swept_once_by_one_worker_of_many(database: Database) -> None:
    clock = ManualClock(NOW)
    workers = [upkeep(database, clock) for _ in range(3)]
    for worker in workers:
        await worker.run_once()
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        await somebody(uow, practice, years=7)

    async def gone() -> int:
        async with database.read() as uow:
            trail = await uow.audit.page([practice.id])
        return sum(one.action == "aged_out" for one in trail)

    await workers[0].run_once()
    assert await gone() == 0  # not yet night
    clock.advance(timedelta(hours=2))
    for worker in workers:
        await worker.run_once()
    assert await gone() == 1
    async with database.begin() as uow:
        await somebody(uow, practice, years=7)
    clock.advance(timedelta(hours=20))
    await workers[1].run_once()
    assert await gone() == 1  # the night of today has been
    clock.advance(timedelta(hours=4))
    await workers[2].run_once()
    assert await gone() == 2


class _BreaksOff(ManualClock):
    """Answers as often as it is told to, and then once not: the machine goes away there."""

    answers: int | None = None

    def now(self) -> datetime:
        if self.answers is not None:
            self.answers -= 1
            if self.answers < 0:
                self.answers = None
                raise OSError("away")
        return super().now()


async def test_a_sweep_that_broke_off_is_begun_again_the_same_night(database: Database) -> None:
    clock = _BreaksOff(NOW)
    workers = [upkeep(database, clock) for _ in range(2)]
    await workers[0].run_once()
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        patient, _ = await somebody(uow, practice, years=7)

    async def is_gone() -> bool:
        async with database.read() as uow:
            found = await uow.patients.get(patient.id)
        return found is not None and found.name is None

    clock.advance(timedelta(hours=2))
    clock.answers = 2  # for sealing and for the claim, but not for the sweep
    with pytest.raises(OSError, match="away"):
        await workers[0].run_once()
    await workers[1].run_once()
    assert not await is_gone()  # it may be under way still
    clock.advance(timedelta(hours=1))
    await workers[1].run_once()
    assert await is_gone()


async def test_somebody_who_writes_while_the_sweep_comes_is_kept(database: Database) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        patient, referral = await somebody(uow, practice, years=7)
    async with database.begin() as uow:
        thread = await uow.conversations.get(referral.conversation_id)
        assert isinstance(thread, Conversation)
        await make.a_message(uow, conversation=thread, at=NOW)

    async with database.begin() as uow:
        assert not await age_out(uow, patient.id, PERIODS, NOW)
    async with database.read() as uow:
        kept = await uow.patients.get(patient.id)
    assert kept is not None
    assert kept.name is not None


async def test_steps_and_sign_ins_go_sooner_and_in_small_batches(database: Database) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        _, closed = await somebody(uow, practice, years=3)
        _, still_open = await somebody(uow, practice, years=3, status="open", closed_at=None)
        for referral, count in ((closed, 230), (still_open, 2)):
            thread = await uow.conversations.get(referral.conversation_id)
            assert thread is not None
            for _ in range(count):
                at = NOW - timedelta(days=900)
                await make.turn_events(uow, conversation=thread, details=[{"a": 1}], at=at)
            await make.turn_events(uow, conversation=thread, details=[{"a": 1}], at=NOW)
        for days in (1, 400):
            at = NOW - timedelta(days=days)
            uow.session.add(SignInFailure(email_fingerprint="x", at=at))

    await upkeep(database, ManualClock(NOW)).sweep(PERIODS)

    async with database.read() as uow:
        left = await _with_details(uow, TurnEvents)
        failures = await _count(uow, SignInFailure)
        trail = await _trail(uow)
    assert (left, failures) == (4, 1)
    assert [one.detail for one in trail if one.action == "steps_aged_out"] == [
        {"turns": 200},
        {"turns": 30},
    ]
    assert [one.detail for one in trail if one.action == "sign_ins_aged_out"] == [{"rows": 1}]


async def _with_details(uow: UnitOfWork, model: Any) -> int:
    return sum(one.details is not None for one in await _all(uow, model))


async def _count(uow: UnitOfWork, model: Any) -> int:
    return len(await _all(uow, model))


async def _all(uow: UnitOfWork, model: Any) -> list[Any]:
    from sqlalchemy import select

    return list((await uow.session.scalars(select(model))).all())


async def _trail(uow: UnitOfWork) -> list[Audit]:
    return sorted(await _all(uow, Audit), key=lambda one: one.id)


def standing(**given: Any) -> Standing:
    blank: dict[str, Any] = {
        "patient_id": "p",
        "practice_id": "q",
        "last_entry": datetime(2030, 6, 1, 12, tzinfo=UTC),
        "birth_date": None,
        "is_held": False,
        "is_open": False,
        "has_unseen_risk": False,
        "has_safeguarding": False,
    }
    return Standing(**{**blank, **given})


@pytest.mark.parametrize(
    ("born", "until"),
    [
        ("2012-06-02", date(2038, 6, 2)),  # 17 at the last entry: until 26
        ("2013-06-02", date(2038, 6, 2)),  # 16: until 25
        ("2012-06-01", date(2036, 6, 1)),  # 18 that very day: as a grown-up
        ("1951-02-14", date(2036, 6, 1)),
    ],
)
def test_a_childs_record_is_kept_until_they_are_grown(born: str, until: date) -> None:
    verdict = judge(standing(birth_date=PatientText(born)), PERIODS, NOW)

    assert verdict.keep_until.date() == until


MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC)
)


@given(
    last_entry=MOMENTS,
    now=MOMENTS,
    born=st.none() | st.dates(min_value=date(1920, 1, 1), max_value=date(2030, 1, 1)),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    years=st.tuples(st.integers(1, 30), st.integers(1, 30), st.integers(18, 30)),
)
def test_nothing_held_open_in_danger_or_younger_than_its_period_ever_goes(
    last_entry: datetime,
    now: datetime,
    born: date | None,
    flags: tuple[bool, bool, bool, bool],
    years: tuple[int, int, int],
) -> None:
    held, is_open, danger, safeguarding = flags
    periods = Periods(
        record_years=years[0],
        safeguarding_years=years[1],
        child_until_age=years[2],
        step_days=730,
        sign_in_days=180,
    )
    one = standing(
        last_entry=last_entry,
        birth_date=PatientText(born.isoformat()) if born else None,
        is_held=held,
        is_open=is_open,
        has_unseen_risk=danger,
        has_safeguarding=safeguarding,
    )

    verdict = judge(one, periods, now)

    if verdict.may_go:
        assert not (held or is_open or danger)
        assert now >= years_after(last_entry, periods.record_years)
        assert not safeguarding or now >= years_after(last_entry, periods.safeguarding_years)
        assert last_entry <= periods.oldest_entry(now) + timedelta(days=1)
