"""Inviting, leaving and coming back: and who may do it to whom."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.accounts.staff_rights import Boss, why_not
from actions.basis.work import Work
from actions.booking.open_diary import open_diary
from storage.models import Conversation, Referral, SignInFailure, Staff, StaffPractice
from tests import builders as make
from tests.staff.code_app import forget_cookies, kept_cookies, set_up
from tests.staff.invited import PEOPLE, link_beside_a_desk, path_of, person, trail
from tests.support.page_client import PageClient
from tests.support.world import _PASSWORD_HASH, PASSWORD, World, a_case


@pytest.fixture
async def boss(world: World, browser: PageClient) -> PageClient:
    """An administrator of the near practice, signed in."""
    async with world.db.begin() as uow:
        await make.a_staff_member(
            uow,
            practice=world.near.practice,
            email="boss@near.example",
            name="Boss of Near",
            role="administrator",
            password_hash=_PASSWORD_HASH,
        )
    await browser.sign_in("boss@near.example", PASSWORD)
    return browser


async def test_deactivated_person_is_out_at_once_and_may_come_back(
    world: World, manager: PageClient
) -> None:
    worker, jar = world.near.worker, world.client.session.cookie_jar
    desk, link = await link_beside_a_desk(world, manager)
    closed = await manager.submit(await manager.get(path_of(worker)), "/deactivate")
    assert "Account closed" in closed.text
    csrf = closed.form("/sign-out").fields["csrf"]
    no_link = await manager.post(f"{path_of(worker)}/link", {"csrf": csrf})
    assert "not possible" in no_link.text

    opened = await manager.submit(await manager.get(path_of(worker)), "/reactivate")
    assert "Account open again" in opened.text
    await manager.get(link, status=404)
    forget_cookies(world)
    jar.update_cookies(desk)
    assert (await manager.get("/staff/")).path.startswith("/staff/sign-in"), "the session is over"
    assert (await manager.sign_in(worker.email, PASSWORD)).path == "/staff/"
    assert len(await trail(world, "deactivated_staff")) == 1
    assert len(await trail(world, "reactivated_staff")) == 1


async def test_what_somebody_had_who_left_goes_back_to_the_team(
    world: World, manager: PageClient
) -> None:
    worker, practice = world.near.worker, world.near.practice
    async with world.db.begin() as uow:
        theirs = await a_case(uow, practice, name="Rab Orr", assigned_to=worker.id)
        taken = await a_case(uow, practice, name="Isla Orr", assigned_to=worker.id, status="open")
        taken.conversation.owner_id, taken.conversation.automation = worker.id, "paused"
        closed = await a_case(
            uow,
            practice,
            name="Una Orr",
            assigned_to=worker.id,
            status="closed",
            closed_at=make.NOW,
        )
    page = await manager.get(path_of(worker))
    assert "2 open referrals of theirs then go back to the team" in page.text
    assert "1 booked visit to come" in page.text

    after = await manager.submit(page, "/deactivate")

    assert "open referral" not in after.text
    nobodys = await manager.get("/staff/?whose=nobody")
    assert "Rab" in nobodys.text and "Isla" in nobodys.text
    assert "Taken over by somebody who has left" in nobodys.text
    conversation = await world.row(Conversation, taken.conversation.id)
    assert (conversation.owner_id, conversation.automation) == (None, "paused")
    assert (await world.row(Referral, theirs.referral.id)).attention is None
    assert (await world.row(Referral, closed.referral.id)).assigned_to == worker.id
    assert "Given back to the team" in (await manager.get(taken.path)).text
    calendar = await manager.get("/staff/calendar")
    assert f"with {worker.name}, but they do not work here any more" in calendar.text


async def test_link_worker_and_lead_have_no_people(world: World, browser: PageClient) -> None:
    for who in (world.near.worker, world.near.lead):
        forget_cookies(world)
        await browser.sign_in(who.email, PASSWORD)
        await browser.get(PEOPLE, status=403)
        await browser.get(f"{PEOPLE}/invite", status=403)
        assert PEOPLE not in (await browser.get("/staff/figures")).html


async def test_manager_cannot_make_or_change_who_is_above_them(
    world: World, manager: PageClient
) -> None:
    page = await manager.get(f"{PEOPLE}/invite")
    assert "Administrator" not in page.text and "Programme lead" not in page.text
    refused = await manager.submit(
        page, "/invite", name="A", email="a@near.example", role="administrator", status=422
    )
    assert "Choose what they do" in refused.text
    shown = await manager.get(path_of(world.near.lead))
    assert "Only an administrator can change this account" in shown.text
    csrf = shown.form("/sign-out").fields["csrf"]
    for act in ("link", "deactivate", "reactivate", "clear-second-step"):
        for target in (world.near.lead, world.near.manager):
            said = await manager.post(f"{path_of(target)}/{act}", {"csrf": csrf})
            assert "not possible" in said.text, act
    assert (await person(world, world.near.lead.email)).is_active
    assert (await person(world, world.near.manager.email)).is_active


async def test_person_of_another_practice_too_is_left_to_who_is_over_both(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        uow.staff.assign(
            StaffPractice(staff_id=world.near.worker.id, practice_id=world.far.practice.id)
        )
    shown = await manager.get(path_of(world.near.worker))
    assert "also work for a practice" in shown.text
    assert world.far.practice.name not in shown.text
    csrf = shown.form("/sign-out").fields["csrf"]
    await manager.post(f"{path_of(world.near.worker)}/deactivate", {"csrf": csrf})
    assert (await person(world, world.near.worker.email)).is_active


async def test_list_holds_nobody_of_another_practice(world: World, boss: PageClient) -> None:
    page = await boss.get(PEOPLE)
    assert "morag@near.example" in page.text and "lead@near.example" in page.text
    assert "far.example" not in page.text
    await boss.get(path_of(world.far.worker), status=404)


async def test_invitation_into_another_practice_is_refused(world: World, boss: PageClient) -> None:
    async with world.db.begin() as uow:
        third = await make.a_practice(uow, code="third", name="Third Practice")
        staff = await uow.staff.by_email("boss@near.example")
        assert staff is not None
        uow.staff.assign(StaffPractice(staff_id=staff.id, practice_id=third.id))
    page = await boss.get(f"{PEOPLE}/invite")
    fields = {"name": "Ailsa", "email": "a@near.example", "role": "programme_lead"}
    beyond = {f"practice-{world.far.practice.id}": "yes"}
    refused = await boss.submit(page, "/invite", status=422, **fields, **beyond)
    assert "Choose one practice or more" in refused.text
    assert 'value="a@near.example"' in refused.html
    await boss.submit(page, "/invite", **fields, **beyond, **{f"practice-{third.id}": "yes"})
    ailsa = await person(world, "a@near.example")
    async with world.db.read() as uow:
        assert [one.code for one in await uow.staff.practices_of(ailsa.id)] == ["third"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Write their name"),
        ("email", "nobody", "Write an email address"),
        ("email", "MORAG@far.example", "has an account with that email address already"),
        ("role", "", "Choose what they do"),
    ],
)
async def test_wrong_invitation_is_explained_at_its_field(
    world: World, manager: PageClient, field: str, value: str, says: str
) -> None:
    page = await manager.get(f"{PEOPLE}/invite")
    fields = {"name": "Ailsa", "email": "a@near.example", "role": "link_worker", field: value}
    refused = await manager.submit(page, "/invite", status=422, **fields)
    assert says in refused.text
    assert refused.title.startswith("Error: ")


async def with_a_second_step(world: World, browser: PageClient) -> Staff:
    """The near link worker, who has set it up and is signed out."""
    worker = world.near.worker
    forget_cookies(world)
    await browser.sign_in(worker.email, PASSWORD)
    await set_up(world, browser)
    forget_cookies(world)
    return worker


async def test_administrator_clears_the_second_step_of_a_lost_phone(
    world: World, boss: PageClient
) -> None:
    worker = await with_a_second_step(world, boss)
    await boss.sign_in("boss@near.example", PASSWORD)

    cleared = await boss.submit(await boss.get(path_of(worker)), "/clear-second-step")

    assert "Second step cleared" in cleared.text
    (line,) = await trail(world, "cleared_second_factor")
    assert line.subject_id == worker.id and line.actor != f"staff:{worker.id}"
    forget_cookies(world)
    assert (await boss.sign_in(worker.email, PASSWORD)).path == "/staff/"


async def test_who_waits_for_a_code_when_their_second_step_is_cleared_is_told_to_begin_again(
    world: World, boss: PageClient
) -> None:
    """They are on the phone to the administrator just then."""
    worker = await with_a_second_step(world, boss)
    waiting = await boss.sign_in(worker.email, PASSWORD)
    async with world.db.begin() as uow:
        await uow.second_factors.remove(worker.id)

    told = await boss.submit(waiting, "/sign-in/code", code="123456")

    assert "Your second step was cleared" in told.text
    async with world.db.read() as uow:
        assert not (await uow.session.scalars(select(SignInFailure))).all(), "none is counted"
    inside = await boss.submit(told, "/sign-in", email=worker.email, password=PASSWORD)
    assert inside.path == "/staff/"


async def test_manager_cannot_clear_the_second_step(world: World, manager: PageClient) -> None:
    worker = world.near.worker
    forget_cookies(world)
    await manager.sign_in(worker.email, PASSWORD)
    await set_up(world, manager)
    forget_cookies(world)
    home = await manager.sign_in(world.near.manager.email, PASSWORD)
    assert "/clear-second-step" not in (await manager.get(path_of(worker))).html
    csrf = home.form("/sign-out").fields["csrf"]
    said = await manager.post(f"{path_of(worker)}/clear-second-step", {"csrf": csrf})
    assert "not possible" in said.text
    async with world.db.read() as uow:
        assert await uow.second_factors.is_on(worker.id)


@pytest.mark.parametrize(
    ("who", "whom", "practices", "why"),
    [
        ("practice_manager", "link_worker", ("near",), ""),
        ("practice_manager", "practice_manager", ("near",), ""),
        ("practice_manager", "programme_lead", ("near",), "role"),
        ("practice_manager", "administrator", ("near",), "role"),
        ("practice_manager", "link_worker", ("near", "far"), "elsewhere"),
        ("administrator", "administrator", ("near",), ""),
        ("administrator", "programme_lead", ("near",), ""),
        ("administrator", "link_worker", ("near", "far"), "elsewhere"),
        ("link_worker", "link_worker", ("near",), "role"),
        ("programme_lead", "link_worker", ("near",), "role"),
    ],
)
def test_who_may_change_whose_account(
    who: str, whom: str, practices: tuple[str, ...], why: str
) -> None:
    boss = Boss(staff_id="1", role=who, practice_ids=("near", "other"))
    other = Staff(id="2", email="x@y.z", name="X", password_hash="", role=whom, created_at=make.NOW)
    assert why_not(boss, other, practices) == why
    oneself = Boss(staff_id="2", role=who, practice_ids=("near",))
    assert why_not(oneself, other, practices) == "oneself"


@pytest.fixture
async def over_both(world: World, boss: PageClient) -> PageClient:
    """The administrator, who works for the far practice too."""
    async with world.db.begin() as uow:
        staff = await uow.staff.by_email("boss@near.example")
        assert staff is not None
        uow.staff.assign(StaffPractice(staff_id=staff.id, practice_id=world.far.practice.id))
    return boss


def _both(world: World) -> dict[str, str]:
    return {f"practice-{one.practice.id}": "yes" for one in (world.near, world.far)}


async def test_somebody_gets_a_second_practice_and_another_role(
    world: World, over_both: PageClient
) -> None:
    worker = world.near.worker
    page = await over_both.get(path_of(worker))
    after = await over_both.submit(
        page, path_of(worker), name="Morag Broon", role="programme_lead", **_both(world)
    )

    assert "Saved" in after.text
    assert "Morag Broon" in after.text
    async with world.db.read() as uow:
        kept = await uow.staff.get(worker.id)
        practices = await uow.staff.practices_of(worker.id)
    assert kept is not None
    assert kept.role == "programme_lead"
    assert {one.id for one in practices} == {world.near.practice.id, world.far.practice.id}
    assert len(await trail(world, "changed_staff")) == 2, "one line for each practice"
    forget_cookies(world)
    home = await over_both.sign_in(worker.email, PASSWORD)
    assert home.path == "/staff/reports", "a lead comes to figures"


async def test_who_leaves_a_practice_is_signed_out_and_gives_back_what_they_had_there_alone(
    world: World, over_both: PageClient
) -> None:
    worker = world.near.worker
    async with world.db.begin() as uow:
        uow.staff.assign(StaffPractice(staff_id=worker.id, practice_id=world.far.practice.id))
        stays = await a_case(uow, world.near.practice, name="Rab Orr", assigned_to=worker.id)
        goes = await a_case(uow, world.far.practice, name="Isla Orr", assigned_to=worker.id)
    managing = kept_cookies(world)
    forget_cookies(world)
    await over_both.sign_in(worker.email, PASSWORD)
    theirs = kept_cookies(world)
    forget_cookies(world)
    world.client.session.cookie_jar.update_cookies(managing)
    page = await over_both.get(path_of(worker))
    form = {"name": worker.name, "role": "link_worker", f"practice-{world.far.practice.id}": ""}
    await over_both.submit(page, path_of(worker), **form)

    async with world.db.read() as uow:
        assert [one.id for one in await uow.staff.practices_of(worker.id)] == [
            world.near.practice.id
        ]
    assert (await world.row(Referral, stays.referral.id)).assigned_to == worker.id
    assert (await world.row(Referral, goes.referral.id)).assigned_to is None
    forget_cookies(world)
    world.client.session.cookie_jar.update_cookies(theirs)
    assert (await over_both.get("/staff/")).path.startswith("/staff/sign-in")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": "administrator"}, "Choose what they do"),
        ({"role": "link_worker", "name": ""}, "Write their name"),
    ],
)
async def test_a_manager_gives_nobody_a_role_above_their_own_nor_no_name(
    world: World, manager: PageClient, given: dict[str, str], said: str
) -> None:
    path = path_of(world.near.worker)
    csrf = (await manager.get(path)).form("/sign-out").fields["csrf"]
    page = await manager.post(path, {"csrf": csrf, "name": "Mine", **given}, status=422)

    assert said in page.text
    kept = await world.row(Staff, world.near.worker.id)
    assert (kept.name, kept.role) == (world.near.worker.name, "link_worker")


async def test_nobody_is_given_a_practice_that_the_boss_does_not_look_after(
    world: World, manager: PageClient
) -> None:
    path = path_of(world.near.worker)
    csrf = (await manager.get(path)).form("/sign-out").fields["csrf"]
    await manager.post(path, {"csrf": csrf, "name": "Morag", "role": "link_worker", **_both(world)})

    async with world.db.read() as uow:
        practices = await uow.staff.practices_of(world.near.worker.id)
    assert [one.id for one in practices] == [world.near.practice.id]


async def test_somebody_is_signed_out_everywhere_and_may_sign_in_again(
    world: World, manager: PageClient
) -> None:
    worker = world.near.worker
    managing = kept_cookies(world)
    forget_cookies(world)
    await manager.sign_in(worker.email, PASSWORD)
    theirs = kept_cookies(world)
    forget_cookies(world)
    world.client.session.cookie_jar.update_cookies(managing)
    after = await manager.submit(await manager.get(path_of(worker)), f"{path_of(worker)}/sign-out")
    assert "signed out everywhere" in after.text

    forget_cookies(world)
    world.client.session.cookie_jar.update_cookies(theirs)
    assert (await manager.get("/staff/")).path.startswith("/staff/sign-in")
    assert (await manager.sign_in(worker.email, PASSWORD)).path == "/staff/"
    assert len(await trail(world, "signed_out_staff")) == 1


async def _offered_with(world: World, person: Staff) -> int:
    """How many times people of the near practice may book with somebody."""
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=world.clock.now(), practice=practice, actor="system")
        diary = await open_diary(work, now=work.now, link_worker_id=None)
        return sum(one.link_worker_id == person.id for day in diary.days() for one in day)


@pytest.mark.parametrize("how", ["closed", "another practice", "lead"])
async def test_nobody_is_offered_a_time_with_somebody_who_left(
    world: World, over_both: PageClient, how: str
) -> None:
    worker = world.near.worker
    assert await _offered_with(world, worker) > 0
    page = await over_both.get(path_of(worker))
    if how == "closed":
        await over_both.submit(page, "/deactivate")
    elif how == "lead":
        await over_both.submit(page, path_of(worker), role="programme_lead")
    else:
        near, far = world.near.practice.id, world.far.practice.id
        moved = {f"practice-{near}": "", f"practice-{far}": "yes"}
        await over_both.submit(page, path_of(worker), role="link_worker", **moved)

    assert await _offered_with(world, worker) == 0
