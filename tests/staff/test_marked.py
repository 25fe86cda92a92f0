"""What is said once a visit is marked is what happens, and a missed one is asked about until
somebody has looked in on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.basis.work import SYSTEM, Work
from actions.texts.opt_out import opt_in, opt_out
from storage.models import Referral
from storage.unit_of_work import UnitOfWork
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.world import World

PAST = "a" * 32
AT = f"/staff/appointments/{PAST}"
KIND_TEXT = "A kind text goes out, and the person is in your inbox"
NO_TEXT = "No kind text goes to them now, so phone, if that is safe. The person is in your inbox."


async def a_past_visit(world: World, *, days: int = 1) -> None:
    async with world.db.begin() as uow:
        await make.an_appointment(
            uow,
            id=PAST,
            link_worker=world.near.worker,
            patient=world.near.jean.patient,
            referral=world.near.jean.referral,
            starts_at=make.NOW - timedelta(days=days),
        )


async def marks(morag: PageClient, status: str) -> Page:
    form = (await morag.get(AT)).form("/status")
    return await morag.post(form.action, {**form.fields, "status": status})


async def says(world: World, deed: Any, **given: Any) -> None:
    """Jean texts STOP or START."""
    async with world.db.begin() as uow:
        work, patient, referral = await _rows(world, uow)
        await deed(work, patient, referral, **given)


async def _rows(world: World, uow: UnitOfWork) -> Any:
    practice = await uow.practices.get(world.near.practice.id)
    patient = await uow.patients.get(world.near.jean.patient.id)
    referral = await uow.referrals.get(world.near.jean.referral.id)
    assert practice is not None
    return Work(uow=uow, now=make.NOW, practice=practice, actor=SYSTEM), patient, referral


async def asked_about(world: World) -> str | None:
    found: Referral = await world.row(Referral, world.near.jean.referral.id)
    return found.attention


async def test_a_kind_text_is_promised_where_one_goes_out(world: World, morag: PageClient) -> None:
    await a_past_visit(world)
    missed = await marks(morag, "did_not_attend")
    assert KIND_TEXT in missed.text
    assert "no longer asks" not in missed.text


@pytest.mark.parametrize("why", ["late", "stop", "held", "taken over"])
async def test_no_kind_text_is_promised_where_none_goes_out(
    world: World, morag: PageClient, why: str
) -> None:
    await a_past_visit(world, days=5 if why == "late" else 1)
    if why == "stop":
        await says(world, opt_out, source="word")
    if why == "held":
        async with world.db.begin() as uow:
            (await uow.session.merge(world.near.jean.patient)).scheduled_texts_held = True
    if why == "taken over":
        await morag.submit(await morag.get(world.near.jean.path), "/take-over")
    missed = await marks(morag, "did_not_attend")
    assert NO_TEXT in missed.text
    assert "A kind text goes out, and" not in missed.text


@pytest.mark.parametrize("is_on", [True, False])
async def test_check_ins_are_promised_where_the_practice_has_them(
    world: World, morag: PageClient, is_on: bool
) -> None:
    await a_past_visit(world)
    async with world.db.begin() as uow:
        practice = await uow.session.merge(world.near.practice)
        check_ins = practice.settings.check_ins.model_copy(update={"enabled": is_on})
        practice.settings = practice.settings.model_copy(update={"check_ins": check_ins})
    came = await marks(morag, "attended")
    assert ("Check-ins are planned" in came.text) == is_on
    assert ("No check-in goes to them by text" in came.text) == (not is_on)


@pytest.mark.parametrize("is_stop_first", [True, False])
async def test_a_missed_visit_is_asked_about_through_stop_and_start(
    world: World, morag: PageClient, is_stop_first: bool
) -> None:
    await a_past_visit(world)
    if is_stop_first:
        await says(world, opt_out, source="word")
    missed = await marks(morag, "did_not_attend")
    if not is_stop_first:
        await says(world, opt_out, source="word")
    assert "no longer asks" not in missed.text
    assert "Did not come: see how they are" in (await morag.get("/staff/")).text
    await says(world, opt_in)
    assert "Did not come: see how they are" in (await morag.get("/staff/")).text
    saved = await morag.submit(missed, "/welfare", deed="spoke", words="She is well.")
    assert "Your inbox no longer asks about this visit" in saved.text
    assert await asked_about(world) is None


@pytest.mark.parametrize(
    ("deed", "why", "is_met", "said"),
    [
        ("spoke", "did_not_attend", True, "spoke to them"),
        ("spoke", "worse", True, "spoke to them"),
        ("no_answer", "worse", False, "no answer"),
    ],
)
async def test_a_call_after_a_missed_visit_is_a_call_like_any_other(
    world: World, morag: PageClient, deed: str, why: str, is_met: bool, said: str
) -> None:
    await a_past_visit(world)
    missed = await marks(morag, "did_not_attend")
    async with world.db.begin() as uow:
        _, _, referral = await _rows(world, uow)
        referral.attention, referral.attention_at = why, make.NOW
    await morag.submit(missed, "/welfare", deed=deed, words="She is well.")
    met: Referral = await world.row(Referral, world.near.jean.referral.id)
    assert (met.first_human_at is not None) == is_met
    assert met.attention == (None if is_met else why)
    case = (await morag.get(world.near.jean.path)).text
    assert f"Phone call by Morag of Near: {said}" in case
    assert "After the visit missed on Sun 22 Nov, 10am. She is well." in case
    caseload = (await morag.get("/staff/caseload?whose=all")).text
    assert ("we spoke" in caseload) == is_met


async def test_another_reason_in_front_does_not_answer_for_a_missed_visit(
    world: World, morag: PageClient
) -> None:
    await a_past_visit(world)
    async with world.db.begin() as uow:
        (await uow.session.merge(world.near.jean.referral)).attention = "worse"
    missed = await marks(morag, "did_not_attend")
    assert "no longer asks" not in missed.text


async def test_a_missed_visit_put_right_does_not_take_a_stop_with_it(
    world: World, morag: PageClient
) -> None:
    await a_past_visit(world)
    await says(world, opt_out, source="word")
    await marks(morag, "did_not_attend")
    assert await asked_about(world) == "did_not_attend"
    await marks(morag, "attended")
    assert await asked_about(world) == "opted_out"
