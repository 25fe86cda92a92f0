"""The waiting list promises no text to who gets none, and says who is passed over and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.models import Appointment
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import Case, World, a_case

PHONE = "no text can offer them a time: phone them when one comes free, if that is safe"
LATER = "They are offered no time while their texts are held or muted"


async def shuggie(world: World, **changed: object) -> Case:
    """Somebody without a visit."""
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, name="Shuggie Dunn")
        for name, value in changed.items():
            setattr(case.patient, name, value)
    return case


async def joins(morag: PageClient, case: Case) -> tuple[str, str]:
    """What is said at once, and the waiting list after it."""
    said = await morag.submit(await morag.get(case.path), "/waiting")
    return said.text, (await morag.get("/staff/calendar/waiting")).text


@pytest.mark.parametrize(
    ("changed", "says", "listed"),
    [
        ({"unreachable_reason": "30006"}, PHONE, "texts do not arrive, please phone"),
        ({"frozen_at": make.NOW}, PHONE, "the number may be somebody else's"),
        ({"safe_to_text": "no"}, PHONE, "it is not safe to text them, please phone"),
        ({"scheduled_texts_held": True}, LATER, "their texts wait until somebody releases them"),
        ({"muted_until": make.NOW + timedelta(days=2)}, LATER, "they are muted for now"),
    ],
)
async def test_who_would_be_passed_over_is_promised_no_text(
    world: World, morag: PageClient, changed: dict[str, object], says: str, listed: str
) -> None:
    said, shown = await joins(morag, await shuggie(world, **changed))
    assert says in said and "They get a text when" not in said
    assert f"waiting, but offered no time: {listed}" in shown


async def test_after_stop_one_is_told_to_phone(world: World, morag: PageClient) -> None:
    case = await shuggie(world)
    async with world.db.begin() as uow:
        await make.an_opt_out(uow, patient=case.patient)
    said, shown = await joins(morag, case)
    assert PHONE in said
    assert "they want no more texts, please phone" in shown


async def test_whom_somebody_has_is_offered_none_until_they_are_handed_back(
    world: World, morag: PageClient
) -> None:
    case = await shuggie(world)
    await morag.submit(await morag.get(case.path), "/take-over")
    said, shown = await joins(morag, case)
    assert LATER in said
    assert "you have the conversation" in shown


async def test_who_may_be_texted_is_offered_one(world: World, morag: PageClient) -> None:
    said, shown = await joins(morag, await shuggie(world))
    assert "They get a text when a time that suits comes free" in said
    assert "offered no time" not in shown


async def test_of_a_long_visit_that_overlaps_another_the_usual_length_is_offered(
    world: World, morag: PageClient
) -> None:
    """An import may bring two that overlap; the one that is called off must not trip on the
    other."""
    await joins(morag, await shuggie(world))
    starts = world.near.appointment.starts_at
    async with world.db.begin() as uow:
        row = await uow.appointments.get(world.near.appointment.id)
        assert row is not None
        row.ends_at = starts + timedelta(hours=1)
        other = await a_case(uow, world.near.practice, name="Ina Minute")
        await make.an_appointment(
            uow,
            link_worker=world.near.worker,
            patient=other.patient,
            referral=other.referral,
            starts_at=starts + timedelta(minutes=30),
            ends_at=starts + timedelta(minutes=60),
        )
    form = (await morag.get(world.near.jean.path)).form("/status")
    cancelled = await morag.post(form.action, {**form.fields, "status": "cancelled"})
    assert "Appointment cancelled" in cancelled.text
    async with world.db.read() as uow:
        (held,) = await uow.session.scalars(select(Appointment).where(Appointment.status == "held"))
    assert (held.starts_at, held.ends_at - held.starts_at) == (starts, timedelta(minutes=30))
