"""What is said when a visit has been booked: no text tells of it, and a reminder may or may not."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage.models import Timer
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import Case, World, a_case

SOON = datetime.fromisoformat("2026-11-24T09:30:00+00:00")
LATER = datetime.fromisoformat("2026-12-02T11:00:00+00:00")


async def someone(world: World, **changed: object) -> Case:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, name="Ina Minute")
        for name, value in changed.items():
            setattr(case.patient, name, value)
    return case


async def booked(world: World, morag: PageClient, case: Case, at: datetime = LATER) -> str:
    """What the page says after booking `at` in the conversation."""
    time = f"{at.isoformat()};{world.near.worker.id}"
    page = await morag.get(case.path)
    after = await morag.submit(
        page, f"{case.referral.id}/appointments", book_time=time, mode="phone"
    )
    return after.text


async def reminders(world: World, case: Case) -> list[Timer]:
    async with world.db.read() as uow:
        timers = await uow.timers.waiting_for_patient(case.patient.id)
    return [one for one in timers if one.kind == "reminder"]


async def set_reminders(world: World, *, enabled: bool, before: tuple[str, ...] = ("1d",)) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        kept = practice.settings.reminders
        changed = kept.model_copy(update={"enabled": enabled, "before": before})
        practice.settings = practice.settings.model_copy(update={"reminders": changed})


async def test_a_reminder_is_promised_where_one_is_planned(world: World, morag: PageClient) -> None:
    case = await someone(world)
    assert "No text tells them of it now" in (await morag.get(case.path)).text
    text = await booked(world, morag, case)
    assert "tell them yourself. A reminder is planned." in text
    assert await reminders(world, case)


async def test_no_reminder_is_promised_for_a_visit_that_is_too_near_for_one(
    world: World, morag: PageClient
) -> None:
    await set_reminders(world, enabled=True)
    case = await someone(world)
    text = await booked(world, morag, case, SOON)
    assert (
        "They have not been told, and no reminder will go: tell them yourself, as is safe." in text
    )
    assert await reminders(world, case) == []


async def test_no_reminder_is_promised_where_they_are_switched_off(
    world: World, morag: PageClient
) -> None:
    await set_reminders(world, enabled=False)
    case = await someone(world)
    assert "no reminder will go" in await booked(world, morag, case)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"scheduled_texts_held": True}, "does not go out while their texts are held"),
        ({"unreachable_reason": "30005"}, "texts cannot reach them: phone them, if that is safe"),
    ],
)
async def test_a_reminder_that_cannot_go_is_not_promised(
    world: World, morag: PageClient, changed: dict[str, object], says: str
) -> None:
    assert says in await booked(world, morag, await someone(world, **changed))


async def test_after_stop_one_is_told_to_phone(world: World, morag: PageClient) -> None:
    case = await someone(world)
    async with world.db.begin() as uow:
        await make.an_opt_out(uow, patient=case.patient)
    assert "texts cannot reach them: phone them, if that is safe" in await booked(
        world, morag, case
    )


async def test_nobody_is_booked_a_call_who_gave_no_number(world: World, morag: PageClient) -> None:
    case = await someone(world, channel="web", contact="visitor-of-the-chat")
    time = f"{LATER.isoformat()};{world.near.worker.id}"
    deed = f"{case.referral.id}/appointments"
    refused = await morag.submit(
        await morag.get(case.path), deed, status=409, book_time=time, mode="phone"
    )
    assert "There is no number to phone" in refused.text
    done = await morag.submit(await morag.get(case.path), deed, book_time=time, mode="in_person")
    assert "Appointment booked" in done.text
