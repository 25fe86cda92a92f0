"""A form left open must not undo what the person, or a colleague, has said since."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import Need, Patient, Referral
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World

ADVICE = "Best after three"
SINCE = [
    {"safe_to_text": "no"},
    {"safe_to_call": "no"},
    {"neutral_wording": True},
    {"scheduled_texts_held": True},
]


@pytest.mark.parametrize("since", SINCE)
async def test_saving_how_to_reach_somebody_undoes_nothing_said_since(
    world: World, morag: PageClient, since: dict[str, object]
) -> None:
    jean = world.near.jean
    page = await morag.get(jean.path)
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        for name, value in since.items():
            setattr(patient, name, value)
    refused = await morag.submit(page, "/texting", status=409, contact_advice=ADVICE)
    assert "How to reach this person safely has changed" in refused.text
    assert f"What you wrote, which was not saved: “ {ADVICE}" in refused.text
    for name, value in since.items():
        assert getattr(await world.row(Patient, jean.patient.id), name) == value
    saved = await morag.submit(refused, "/texting", contact_advice=ADVICE)
    assert "Saved how we may text this person" in saved.text
    patient = await world.row(Patient, jean.patient.id)
    assert str(patient.contact_advice) == ADVICE
    assert {name: getattr(patient, name) for name in since} == since


async def test_held_texts_are_not_released_over_a_danger_written_since(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.scheduled_texts_held = True
    form = (await morag.get(jean.path)).form("/texting")
    async with world.db.begin() as uow:
        await make.a_risk_flag(uow, referral=jean.referral, message=jean.message)
    fields = {k: v for k, v in form.fields.items() if k != "scheduled_texts_held"}
    refused = await morag.post(form.action, fields, status=409)
    assert "they wrote of danger" in refused.text
    assert (await world.row(Patient, jean.patient.id)).scheduled_texts_held is True


async def test_how_to_reach_somebody_saved_twice_is_saved(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    for _ in range(2):
        saved = await morag.submit(page, "/texting", safe_to_call="no", contact_advice=ADVICE)
        assert "Saved how we may text this person" in saved.text


async def needs(world: World) -> set[str]:
    async with world.db.read() as uow:
        found = await uow.session.scalars(
            select(Need.label).where(Need.referral_id == world.near.jean.referral.id)
        )
        return set(found)


async def test_needs_put_right_on_an_old_page_do_not_take_off_a_crisis(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(f"{jean.path}/triage")
    async with world.db.begin() as uow:
        written = await uow.session.merge(jean.referral)
        await make.a_risk_flag(uow, referral=jean.referral, message=jean.message)
        written.risk = written.priority = "crisis"
    refused = await morag.submit(page, "/triage", status=409, need_money="yes")
    assert "They have written, or a colleague has changed this" in refused.text
    assert refused.form("/triage").fields["priority"] == "crisis"
    assert (await world.row(Referral, jean.referral.id)).priority == "crisis"
    assert "money" not in await needs(world)
    await morag.submit(refused, "/triage", need_money="yes")
    assert (await world.row(Referral, jean.referral.id)).priority == "crisis"
    assert await needs(world) == {"energy", "housing", "money"}


async def test_needs_put_right_on_an_old_page_keep_one_told_of_since(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(f"{jean.path}/triage")
    async with world.db.begin() as uow:
        await make.a_need(uow, referral=jean.referral, label="food", evidence=[])
    await morag.submit(page, "/triage", status=409, need_money="yes")
    assert await needs(world) == {"energy", "housing", "food"}
