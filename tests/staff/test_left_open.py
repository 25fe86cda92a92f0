"""A form left open must not undo what the person, or a colleague, has said since."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import Conversation, Need, Patient, Referral
from storage.models.patient import SafeToText
from tests import builders as make
from tests.staff.test_inbox import names
from tests.staff.test_reply_box import TEXT, outbox
from tests.support.page_client import PageClient
from tests.support.world import World, a_case

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


@pytest.mark.parametrize("before", ["yes", "unknown"])
async def test_who_may_be_texted_at_times_only_gets_nothing_planned_until_that_is_released(
    world: World, morag: PageClient, before: SafeToText
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.safe_to_text = before
    page = await morag.get(jean.path)
    for _ in range(2):  # a button pressed twice
        saved = await morag.submit(page, "/texting", safe_to_text="sometimes")
        assert "Saved how we may text this person" in saved.text
        assert "reminders and check-ins held" in saved.text and "neutral wording" in saved.text
    form = saved.form("/texting")
    boxes = ("neutral_wording", "scheduled_texts_held")
    freed = {name: text for name, text in form.fields.items() if name not in boxes}
    await morag.post(form.action, freed)
    kept = await world.row(Patient, jean.patient.id)
    assert (kept.safe_to_text, kept.scheduled_texts_held) == ("sometimes", False)


async def test_texts_held_since_are_not_released_by_an_old_page_of_who_is_safe_at_times(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.safe_to_text = "sometimes"
    page = await morag.get(jean.path)
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.scheduled_texts_held = patient.neutral_wording = True
    await morag.submit(page, "/texting")
    assert (await world.row(Patient, jean.patient.id)).scheduled_texts_held is True


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


async def test_a_reply_from_an_old_page_is_not_sent_where_texting_is_no_longer_safe(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(jean.path)
    async with world.db.begin() as uow:
        patient = await uow.patients.get(jean.patient.id)
        assert patient is not None
        patient.safe_to_text = "no"
    refused = await morag.submit(page, "/reply", status=409, text=TEXT)
    assert "may be texted safely has changed" in refused.text
    assert refused.form("/reply").fields["text"].strip() == TEXT
    assert await outbox(world) == []
    await morag.submit(refused, "/reply")
    assert len(await outbox(world)) == 1


@pytest.mark.parametrize("is_danger", [True, False])
@pytest.mark.parametrize("deed", ["/close", "/hand-back"])
async def test_nobody_is_put_away_on_an_old_page_over_what_they_wrote_since(
    world: World, morag: PageClient, deed: str, is_danger: bool
) -> None:
    jean = world.near.jean
    page = await morag.submit(await morag.get(jean.path), "/take-over")
    async with world.db.begin() as uow:
        written = await make.a_message(uow, conversation=jean.conversation)
        if is_danger:
            await make.a_risk_flag(uow, referral=jean.referral, message=written)
    refused = await morag.submit(page, deed, status=409, outcome="declined")
    said = "wrote of danger since" if is_danger else "has written since"
    assert said in refused.text
    kept = await world.row(Conversation, jean.conversation.id)
    assert (kept.is_live, kept.automation) == (True, "paused")
    await morag.submit(refused, deed)
    kept = await world.row(Conversation, jean.conversation.id)
    assert kept.automation == "on"


async def the_manager_takes_over(world: World) -> None:
    async with world.db.begin() as uow:
        thread = await uow.session.merge(world.near.jean.conversation)
        thread.owner_id, thread.automation = world.near.manager.id, "paused"
        thread.taken_over_at = make.NOW


async def test_nobody_is_put_away_on_an_old_page_whom_a_colleague_has_now(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(jean.path)
    await the_manager_takes_over(world)
    refused = await morag.submit(page, "/close", status=409, outcome="helped")
    assert "A colleague has this conversation now" in refused.text
    assert (await world.row(Conversation, jean.conversation.id)).is_live
    await morag.submit(refused, "/close")
    assert not (await world.row(Conversation, jean.conversation.id)).is_live


async def test_handing_back_on_an_old_page_ends_no_colleagues_take_over(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.submit(await morag.get(jean.path), "/take-over")
    await the_manager_takes_over(world)
    refused = await morag.submit(page, "/hand-back", status=409)
    assert "A colleague has this conversation now" in refused.text
    asked = await morag.submit(await morag.get(jean.path), "/hand-back", status=409)
    assert "Manager of Near has this conversation since" in asked.text
    kept = await world.row(Conversation, jean.conversation.id)
    assert (kept.automation, kept.owner_id) == ("paused", world.near.manager.id)
    (form,) = [one for one in asked.forms() if "anyway" in one.fields]
    await morag.post(form.action, form.fields)
    kept = await world.row(Conversation, jean.conversation.id)
    assert (kept.automation, kept.owner_id) == ("on", None)


async def test_who_was_not_closed_over_a_crisis_stays_on_top_of_the_inbox(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(jean.path)
    async with world.db.begin() as uow:
        await a_case(uow, world.near.practice, name="Urgent Need", priority="urgent")
        written = await make.a_message(uow, conversation=jean.conversation)
        await make.a_risk_flag(uow, referral=jean.referral, message=written)
        referral = await uow.session.merge(jean.referral)
        referral.risk = referral.priority = "crisis"
    await morag.submit(page, "/close", status=409, outcome="declined")
    assert names((await morag.get("/staff/")).html)[0] == "Jean"
