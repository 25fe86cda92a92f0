"""Nobody is told to phone where that is not safe, on any page that names somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.private import PhoneNumber
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World

MESSAGES = "/staff/messages?status=cancelled"
SAYS = [
    ({}, "please phone"),
    ({"safe_to_call": "no"}, "do not phone, it is not safe"),
    ({"safe_to_call": "sometimes"}, "phone only when they said it is safe"),
    ({"channel": "web", "contact": PhoneNumber("web:0f")}, "there is no number to phone"),
]


async def who_cannot_be_texted(world: World, given: dict[str, Any]) -> None:
    """Jean, at whose number no text arrives, with a check-in planned and one called off."""
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.session.merge(jean.patient)
        for name, value in {**given, "unreachable_reason": "30006"}.items():
            setattr(patient, name, value)
        referral = await uow.session.merge(jean.referral)
        referral.attention, referral.attention_at = "unreachable", make.NOW
        await make.a_check_in(uow, referral=jean.referral, due_at=make.NOW + timedelta(days=1))
        failed = {"direction": "out", "kind": "check_in", "status": "cancelled"}
        await make.a_message(uow, conversation=jean.conversation, reason="unreachable", **failed)


@pytest.mark.parametrize(("given", "says"), SAYS)
async def test_a_reason_to_phone_says_whether_one_may(
    world: World, morag: PageClient, given: dict[str, Any], says: str
) -> None:
    await who_cannot_be_texted(world, given)
    case = world.near.jean.path
    for page in ("/staff/", "/staff/caseload?whose=all", case, f"{case}/check-ins", MESSAGES):
        shown = (await morag.get(page)).text.casefold()
        assert says in shown, page
        assert says == "please phone" or "please phone" not in shown, page


@pytest.mark.parametrize(("given", "says"), SAYS)
async def test_who_is_passed_over_on_the_waiting_list_is_phoned_if_that_is_safe(
    world: World, morag: PageClient, given: dict[str, Any], says: str
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        (await uow.session.merge(world.near.appointment)).status = "cancelled"
    await morag.submit(await morag.get(jean.path), "/waiting")
    await who_cannot_be_texted(world, given)
    listed = await morag.get("/staff/calendar/waiting")
    assert f"offered no time: texts do not arrive, {says}" in listed.text


MISSED = [
    ({}, "Phone 07700 900101", True),
    ({"safe_to_call": "no"}, "No call. Do not phone: it is not safe.", True),
    ({"safe_to_call": "sometimes"}, "Phone only at the times that they said are safe.", True),
    ({"safe_to_text": "no"}, "Take care: somebody else may answer.", False),
    ({"unreachable_reason": "30006"}, "A call says that you noticed.", False),
]


@pytest.mark.parametrize(("given", "says", "may_write"), MISSED)
async def test_after_a_missed_visit_one_is_sent_to_no_phone_that_is_not_safe(
    world: World, morag: PageClient, given: dict[str, Any], says: str, may_write: bool
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        patient = await uow.session.merge(jean.patient)
        for name, value in {"contact": PhoneNumber("+447700900101"), **given}.items():
            setattr(patient, name, value)
        (await uow.session.merge(world.near.appointment)).status = "did_not_attend"
    page = await morag.get(f"/staff/appointments/{world.near.appointment.id}")
    assert says in page.text
    assert ("Write one of your own" in page.text) is may_write
