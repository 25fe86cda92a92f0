"""Whose a referral is, snooze, mute, and who has it open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from actions.basis.work import SYSTEM, Work
from actions.intake.rename import rename
from storage.models import Conversation, Patient, Referral
from tests import builders as make
from tests.staff.test_inbox import names
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World, a_risk


async def audits(world: World) -> list[str]:
    async with world.db.read() as uow:
        return [one.action for one in await uow.audit.page([world.near.practice.id])]


async def wrote_again(world: World) -> None:
    async with world.db.begin() as uow:
        thread = await uow.conversations.get(world.near.jean.conversation.id)
        assert thread is not None
        thread.unread, thread.last_inbound_at = 1, world.clock.now()


async def test_who_is_snoozed_leaves_the_inbox_and_is_back_when_the_time_comes(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    page = await morag.submit(page, "/snooze", snooze_for="hour")
    assert "Snoozed. It comes back then" in page.text
    assert "Snoozed until Mon 23 Nov, 11am" in page.text
    assert names((await morag.get("/staff/")).html) == []
    assert names((await morag.get("/staff/?snoozed=1")).html) == ["Jean"]
    world.clock.advance(timedelta(hours=1))
    page = await morag.get("/staff/")
    assert names(page.html) == ["Jean"]
    assert "Back from snooze" in page.text
    assert "snoozed" in await audits(world)


async def test_who_writes_while_snoozed_is_back_at_once_and_stays_when_read(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    await morag.submit(page, "/snooze", snooze_for="week")
    await wrote_again(world)
    assert names((await morag.get("/staff/")).html) == ["Jean"]
    await morag.get(world.near.jean.path)
    assert names((await morag.get("/staff/")).html) == ["Jean"]
    assert (await world.row(Referral, world.near.jean.referral.id)).snoozed_until is None


async def test_an_unseen_risk_is_never_hidden_by_a_snooze(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    await morag.submit(page, "/snooze", snooze_for="month")
    async with world.db.begin() as uow:
        await a_risk(uow, world.near.jean, raised_at=make.NOW)
    page = await morag.get("/staff/")
    assert names(page.html) == ["Jean"]
    assert "Snoozed 0" in page.text


async def test_what_came_in_meanwhile_is_read_before_anybody_is_put_off(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    await wrote_again(world)
    refused = await morag.submit(page, "/snooze", status=409, snooze_for="hour")
    assert "They have written since you last looked. Read that first." in refused.text
    assert (await world.row(Referral, world.near.jean.referral.id)).snoozed_until is None
    assert "Snoozed. It comes" in (await morag.submit(refused, "/snooze", snooze_for="hour")).text


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ({"snooze_for": "hour"}, datetime(2026, 11, 23, 11, tzinfo=UTC)),
        ({"snooze_for": "tomorrow"}, datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ({"snooze_for": "week"}, datetime(2026, 12, 1, 9, tzinfo=UTC)),  # after St Andrew's Day
        ({"snooze_until": "2026-11-25T14:30"}, datetime(2026, 11, 25, 14, 30, tzinfo=UTC)),
        ({"snooze_until": "2026-11-22T14:30"}, None),
        ({"snooze_until": "2027-11-25T14:30"}, None),
        ({"snooze_until": "soon"}, None),
        ({"snooze_for": "ever"}, None),
    ],
)
async def test_how_long_is_chosen_or_typed(
    world: World, morag: PageClient, typed: dict[str, str], until: datetime | None
) -> None:
    page = await morag.get(world.near.jean.path)
    await morag.submit(page, "/snooze", status=200 if until else 409, **typed)
    assert (await world.row(Referral, world.near.jean.referral.id)).snoozed_until == until


async def test_snooze_is_ended_by_hand(world: World, morag: PageClient) -> None:
    page = await morag.submit(await morag.get(world.near.jean.path), "/snooze", snooze_for="week")
    page = await morag.submit(page, "/unsnooze")
    assert "Back in the inbox." in page.text
    assert names((await morag.get("/staff/")).html) == ["Jean"]


async def test_muting_and_unmuting_a_person_keeps_the_plan(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    page = await morag.submit(page, "/mute", mute_for="week")
    assert "Reminders and check-ins are muted until Mon 30 Nov, 10am" in page.text
    patient = await world.row(Patient, world.near.jean.patient.id)
    assert patient.muted_until == make.NOW + timedelta(days=7)
    page = await morag.submit(page, "/unmute")
    assert "Reminders and check-ins go out again." in page.text
    assert (await world.row(Patient, world.near.jean.patient.id)).muted_until is None
    assert {"muted", "unmuted"} <= set(await audits(world))


async def test_a_colleague_of_the_practice_gets_it_and_nobody_else(
    world: World, morag: PageClient
) -> None:
    case, manager = world.near.jean, world.near.manager
    page = await morag.submit(await morag.get(case.path), "/assign", to=manager.id)
    assert "Saved whose this is." in page.text
    assert (await world.row(Referral, case.referral.id)).assigned_to == manager.id
    assert "With Manager of Near" in (await morag.get("/staff/")).text
    for stranger in (world.far.worker.id, world.near.lead.id, "x"):
        refused = await morag.submit(page, "/assign", status=409, to=stranger)
        assert "That is nobody who sees people at this practice." in refused.text
    await morag.submit(page, "/assign", to="")
    assert (await world.row(Referral, case.referral.id)).assigned_to is None
    assert (await audits(world)).count("assigned") == 2


async def test_assigning_from_the_inbox_goes_back_to_its_filters(
    world: World, morag: PageClient
) -> None:
    page = await morag.get("/staff/?need=housing")
    form = next(one for one in page.forms() if one.fields.get("to") == "me")
    page = await morag.post(f"{world.near.jean.path}/assign", form.fields)
    assert page.path == "/staff/?need=housing"
    assert "With you" in page.text
    for back in ("https://elsewhere.example/staff/", "//elsewhere.example/staff/", "http://["):
        away = {**form.fields, "back": back}
        page = await morag.post(f"{world.near.jean.path}/assign", away)
        assert page.path == world.near.jean.path


async def test_a_conversation_taken_over_goes_with_it_and_is_never_nobodys(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    page = await morag.submit(await morag.get(case.path), "/take-over")
    refused = await morag.submit(page, "/assign", status=409, to="")
    assert "Hand the conversation back to Blether first." in refused.text
    await morag.submit(page, "/assign", to=world.near.manager.id)
    thread = await world.row(Conversation, case.conversation.id)
    assert (thread.owner_id, thread.automation) == (world.near.manager.id, "paused")


async def test_colleagues_see_who_has_it_open_until_they_close_it_or_fall_silent(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    other = PageClient(morag.client, private=morag.private)
    page = await morag.get(case.path)
    assert "open too" not in page.text
    csrf = page.form("/sign-out").fields["csrf"]
    cookies = morag.client.session.cookie_jar
    mine = cookies.filter_cookies(morag.client.make_url("/staff/"))
    cookies.clear()
    await other.sign_in(world.near.manager.email, PASSWORD)
    assert "Morag of Near is looking" in (await other.get("/staff/")).text
    assert "Morag of Near has this open too." in (await other.get(case.path)).text
    world.clock.advance(timedelta(seconds=76))
    assert "Morag of Near" not in (await other.get("/staff/")).text
    assert "open too" not in (await other.get(case.path)).text
    cookies.clear()
    cookies.update_cookies(mine)
    said = await morag.client.post(f"{case.path}/looking", data={"csrf": csrf})
    assert "Manager of Near has this open too" in await said.text()
    await morag.client.post(f"{case.path}/looking", data={"csrf": csrf, "gone": "yes"})
    async with world.db.read() as uow:
        left = await uow.presence.since([case.conversation.id], make.NOW)  # however long ago
    assert [one.staff_id for one in left] == [world.near.manager.id]


async def test_a_page_that_refreshes_itself_says_nothing_of_who_looks(
    world: World, morag: PageClient
) -> None:
    headers = {"X-Blether-Refresh": "1"}
    async with morag.client.get(world.near.jean.path, headers=headers) as answer:
        assert answer.status == 200
    async with world.db.read() as uow:
        assert await uow.presence.since([world.near.jean.conversation.id], make.NOW) == []


async def test_a_new_name_finds_a_person_and_the_old_one_no_more(world: World) -> None:
    near = world.near
    async with world.db.begin() as uow:
        patient: Any = await uow.patients.get(near.jean.patient.id)
        work = Work(uow=uow, now=make.NOW, practice=near.practice, actor=SYSTEM)
        await rename(work, patient, "Senga Baird")
    async with world.db.read() as uow:
        found = [
            len(await uow.search.referrals([near.practice.id], words, limit=5))
            for words in ("senga", "broon", "leccy")
        ]
    assert found == [1, 0, 1]
