"""What staff do to a visit that changed under them, and how a mistaken mark is put right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Appointment, Referral, Timer
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World

PAST = "a" * 32
AT = f"/staff/appointments/{PAST}"


@pytest.fixture
async def past(world: World) -> World:
    """Jean's visit of two days ago, of which nobody has said yet what became."""
    async with world.db.begin() as uow:
        await make.an_appointment(
            uow,
            id=PAST,
            link_worker=world.near.worker,
            patient=world.near.jean.patient,
            referral=world.near.jean.referral,
            starts_at=make.NOW - timedelta(days=2),
        )
    return world


async def waiting_texts(world: World, kind: str) -> list[int]:
    """The versions of the visit for which such a text still waits."""
    async with world.db.read() as uow:
        timers = await uow.timers.of_owner("appointment_change", PAST)
    return [one.owner_version for one in timers if one.kind == kind and _waits(one)]


def _waits(timer: Timer) -> bool:
    return timer.status == "waiting"


async def test_a_visit_marked_missed_by_mistake_is_put_right(
    past: World, morag: PageClient
) -> None:
    page = await morag.get(AT)
    missed = await morag.post(
        f"{AT}/status", {**page.form("/status").fields, "status": "did_not_attend"}
    )
    assert "Marked by mistake?" in missed.text

    right = await morag.submit(missed, "/status")

    assert "Marked as attended" in right.text and "Look in on them" not in right.text
    assert (await past.row(Referral, past.near.jean.referral.id)).attention is None
    visit = await past.row(Appointment, PAST)
    assert visit.status == "attended"
    assert visit.version not in await waiting_texts(past, "missed")  # it is stale, and unsent


async def test_a_visit_marked_attended_by_mistake_is_put_right(
    past: World, morag: PageClient
) -> None:
    page = await morag.get(AT)
    await morag.post(f"{AT}/status", {**page.form("/status").fields, "status": "attended"})

    right = await morag.submit(await morag.get(AT), "/status")

    assert "Look in on them" in right.text
    referral = await past.row(Referral, past.near.jean.referral.id)
    assert referral.attention == "did_not_attend"


@pytest.mark.parametrize("opened", ["/staff/appointments", AT, "conversation"])
async def test_a_stale_page_marks_nobody_missed_who_was_marked_attended(
    past: World, morag: PageClient, opened: str
) -> None:
    opened = past.near.jean.path if opened == "conversation" else opened
    if opened == past.near.jean.path:
        async with past.db.begin() as uow:
            booked = await uow.appointments.get(past.near.appointment.id)
            assert booked is not None
            booked.status = "cancelled"
    stale = await morag.get(opened)
    fresh = await morag.get(AT)
    await morag.post(f"{AT}/status", {**fresh.form("/status").fields, "status": "attended"})

    form = next(one for one in stale.forms() if one.action.endswith(f"{PAST}/status"))
    status = 409 if opened == past.near.jean.path else 200
    answer = await morag.post(
        form.action, {**form.fields, "status": "did_not_attend"}, status=status
    )

    assert "changed this" in answer.text and "Nothing was done" in answer.text
    assert (await past.row(Appointment, PAST)).status == "attended"
    assert await waiting_texts(past, "missed") == []


async def test_a_stale_page_moves_no_visit_that_was_moved_meanwhile(
    world: World, morag: PageClient
) -> None:
    at = f"/staff/appointments/{world.near.appointment.id}"
    stale, conversation = await morag.get(at), await morag.get(world.near.jean.path)
    worker = world.near.worker.id
    moved = await morag.submit(
        await morag.get(at), "/move", time=f"2026-11-26T11:00:00+00:00;{worker}"
    )
    assert "they get one text with the new time" in moved.text.lower()

    other = f"2026-11-26T12:00:00+00:00;{worker}"
    refused = await morag.submit(stale, "/move", status=422, time=other)
    again = await morag.submit(conversation, "/move", status=409, move_time=other)

    for page in (refused, again):
        assert "Somebody has changed this visit meanwhile." in page.text
    visit = await world.row(Appointment, world.near.appointment.id)
    assert visit.starts_at.hour == 11


async def test_a_visit_that_was_confirmed_and_then_moved_waits_for_another_yes(
    world: World, morag: PageClient
) -> None:
    visit = world.near.appointment.id
    async with world.db.begin() as uow:
        (await uow.session.get_one(Appointment, visit)).status = "confirmed"
    at = f"/staff/appointments/{visit}"
    page = await morag.get(at)
    assert "confirmed by the patient" in page.text
    moved = await morag.submit(
        page, "/move", time=f"2026-11-26T11:00:00+00:00;{world.near.worker.id}"
    )
    assert "confirmed by the patient" not in moved.text
    assert (await world.row(Appointment, visit)).status == "booked"


async def test_that_the_patient_confirmed_meanwhile_refuses_nothing(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        visit = await uow.appointments.get(world.near.appointment.id)
        assert visit is not None
        visit.status = "confirmed"

    form = next(one for one in page.forms() if one.fields.get("status") == "cancelled")
    done = await morag.post(form.action, form.fields)

    assert "Appointment cancelled" in done.text and "They get one kind text" in done.text
