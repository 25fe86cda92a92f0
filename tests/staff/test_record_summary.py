"""The summary for the patient's record, by what is known of somebody."""

from datetime import date, timedelta

import pytest

from actions.basis.work import Work
from actions.casework.correct_triage import mark_missed_danger, mark_no_danger
from bot.staff.presenters.record_summary import LONGEST, record_summary
from storage.models import SafeguardingRecord, Signpost
from storage.private import PatientText
from storage.views.casebook import find_casebook
from tests import builders as make
from tests.support.world import CRISIS, Case, World, a_case, a_risk


async def summary_of(world: World, case: Case) -> str:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=make.NOW, practice=practice, actor="system")
        book = await find_casebook(uow, [practice.id], case.referral.id)
        assert book is not None
        return record_summary(book, practice, work.timezone)


async def test_it_tells_needs_risk_what_was_done_and_what_came_of_it(world: World) -> None:
    worker = world.near.worker
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, words=f"“leccy” <b>off</b> {CRISIS}")
        await a_risk(uow, case, seen_at=make.NOW, seen_by=worker.id)
        await make.an_appointment(
            uow,
            link_worker=worker,
            patient=case.patient,
            referral=case.referral,
            starts_at=make.NOW + timedelta(days=4),
        )
        await make.a_phone_call(uow, referral=case.referral, staff=worker)
        await make.a_phone_call(uow, referral=case.referral, staff=worker, outcome="no_answer")
        await make.a_check_in(
            uow, referral=case.referral, status="answered", answer="worse", answered_at=make.NOW
        )
        uow.safeguarding.add(
            SafeguardingRecord(
                practice_id=case.referral.practice_id,
                referral_id=case.referral.id,
                staff_id=worker.id,
                concern=PatientText("Bruises"),
                noticed_on=date(2026, 11, 20),
                raised_to=PatientText("Isla Reid"),
                raised_at=make.NOW,
                next_step=PatientText("They visit"),
                at=make.NOW,
            )
        )
    assert (await summary_of(world, case)).splitlines() == [
        "Self-referral to link worker, 23 Nov 2026",
        "Name: Jean Broon, born 14 February 1951",
        "Presenting needs: energy",
        'In their words, energy: "leccy"',
        "Risk: crisis",
        "- crisis raised 23 Nov 2026 10:00, seen 23 Nov 2026 10:00 by Morag of Near",
        "Safeguarding raised 23 Nov 2026 10:00 to Isla Reid. Agreed: They visit",
        "Appointment 27 Nov 2026 10:00, by phone, Morag of Near: booked",
        "Phone calls: 1 reached, 1 no answer; last 23 Nov 2026",
        "Check-in 23 Nov 2026: worse",
    ]


async def test_a_service_that_was_named_twice_is_told_once_and_with_what_it_was_for(
    world: World,
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        for name, need in (("Pantry", "food"), ("Fuel Bank", "energy"), ("Pantry", "food")):
            uow.signposts.add(
                Signpost(
                    practice_id=case.referral.practice_id,
                    referral_id=case.referral.id,
                    service_id=name,
                    name=name,
                    need=need,
                    at=make.NOW,
                )
            )
    assert "Told of: Pantry (food); Fuel Bank (energy)" in await summary_of(world, case)


@pytest.mark.parametrize(
    ("source", "first"), [("self", "Self-referral to"), ("import", "Referral to")]
)
async def test_only_who_came_by_themselves_is_a_self_referral(
    world: World, source: str, first: str
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, source=source)
    assert (await summary_of(world, case)).startswith(f"{first} link worker, 23 Nov 2026")


async def test_the_last_word_on_a_danger_is_the_one_that_is_told(world: World) -> None:
    """Taken back by one colleague and raised again by another, it stands as danger."""
    worker = world.near.worker.id
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, words=CRISIS)
        await a_risk(uow, case)
    referral, message = case.referral.id, case.message.id
    raised = "- crisis raised 23 Nov 2026 10:00"
    calm = "- 1 of these judged by staff to be no danger"
    async with world.db.begin() as uow:
        work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor=f"staff:{worker}")
        await mark_no_danger(work, referral, worker, message)
    assert risk_of(await summary_of(world, case)) == [
        "Risk: no known risks",
        f"{raised}, not seen yet",
        calm,
    ]
    async with world.db.begin() as uow:
        work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor=f"staff:{worker}")
        await mark_missed_danger(work, referral, worker, message, "crisis")
    assert risk_of(await summary_of(world, case)) == [
        "Risk: crisis",
        f"{raised}, not seen yet",
        f"{raised}, seen 23 Nov 2026 10:00 by Morag of Near",
    ]


def risk_of(summary: str) -> list[str]:
    return [line for line in summary.splitlines() if line.startswith(("Risk", "- "))]


async def test_it_never_grows_beyond_what_the_record_takes(world: World) -> None:
    async with world.db.begin() as uow:
        case = await a_case(
            uow,
            world.near.practice,
            summary=PatientText("\n".join(f"Question {n}: {'words ' * 20}" for n in range(30))),
        )
        for days in range(30):
            await make.an_appointment(
                uow,
                link_worker=world.near.worker,
                patient=case.patient,
                referral=case.referral,
                starts_at=make.NOW - timedelta(days=days + 1),
                status="attended",
            )
    told = await summary_of(world, case)
    assert len(told) <= LONGEST
    assert told.startswith("Self-referral") and "Risk: no known risks" in told
    assert told.endswith("(Shortened; the rest is in Blether.)")
    assert "Question 29" not in told
