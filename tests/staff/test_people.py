"""Inviting, leaving, coming back, links to a new password: and who may do it to whom."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.staff_rights import Boss, why_not
from storage.models import Audit, Staff, StaffLink, StaffPractice
from tests import builders as make
from tests.staff.second_step import forget_cookies, set_up
from tests.support.page_client import Page, PageClient
from tests.support.world import _PASSWORD_HASH, PASSWORD, World

NEW = "three odd words"
PEOPLE = "/staff/people"


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


def path_of(person: Staff) -> str:
    return f"{PEOPLE}/{person.id}"


def link_on(page: Page) -> str:
    """The path of the link that this page shows."""
    found = re.search(r"(/staff/join/[\w-]{40,})", page.html)
    assert found, page.text
    return found[1]


async def invited(browser: PageClient, email: str = "ailsa@near.example") -> str:
    page = await browser.get(f"{PEOPLE}/invite")
    made = await browser.submit(page, "/invite", name="Ailsa Reid", email=email, role="link_worker")
    assert "shown only now" in made.text
    return link_on(made)


async def take_up(world: World, browser: PageClient, link: str, password: str = NEW) -> Page:
    forget_cookies(world)
    page = await browser.get(link)
    return await browser.submit(page, link, password=password, again=password)


async def person(world: World, email: str) -> Staff:
    async with world.db.read() as uow:
        found = await uow.staff.by_email(email)
    assert found is not None
    return found


async def trail(world: World, action: str) -> list[Audit]:
    async with world.db.read() as uow:
        return list(await uow.session.scalars(select(Audit).where(Audit.action == action)))


async def test_invited_person_chooses_a_password_and_is_in(
    world: World, manager: PageClient
) -> None:
    link = await invited(manager, "Ailsa@Near.example")
    listed = await manager.get(PEOPLE)
    assert "Ailsa Reid" in listed.text and "works until Mon 30 Nov" in listed.text
    ailsa = await person(world, "ailsa@near.example")
    assert not ailsa.is_active

    forget_cookies(world)
    welcome = await manager.get(link)
    assert "Welcome to Blether" in welcome.text and "ailsa@near.example" in welcome.text
    done = await manager.submit(welcome, link, password=NEW, again=NEW)
    assert done.path == "/staff/sign-in" and "Your password is set" in done.text
    inside = await manager.submit(done, "/sign-in", email="ailsa@near.example", password=NEW)
    assert inside.path == "/staff/"

    assert [one.actor for one in await trail(world, "invited_staff")] == [
        f"staff:{world.near.manager.id}"
    ]
    (taken,) = await trail(world, "set_password_by_link")
    assert (taken.actor, taken.practice_id) == (f"staff:{ailsa.id}", world.near.practice.id)


async def test_nobody_signs_in_before_the_invitation_is_taken_up(
    world: World, manager: PageClient
) -> None:
    await invited(manager)
    forget_cookies(world)
    page = await manager.get("/staff/sign-in")
    for password in ("", " ", "no such person"):
        await manager.submit(
            page, "/sign-in", email="ailsa@near.example", password=password, status=422
        )


async def test_link_works_once_and_only_its_hash_is_kept(world: World, manager: PageClient) -> None:
    link = await invited(manager)
    async with world.db.read() as uow:
        (kept,) = await uow.session.scalars(select(StaffLink))
    assert link.rpartition("/")[2] not in (kept.token_hash, kept.id)

    first = await manager.get(link)
    await take_up(world, manager, link)

    spent = await manager.get(link, status=404)
    assert "does not work any more" in spent.text
    form = first.form(link)
    again = await manager.post(
        link, {**form.fields, "password": "other odd words", "again": "other odd words"}, status=404
    )
    assert "does not work any more" in again.text
    await manager.sign_in("ailsa@near.example", NEW)


async def test_expired_replaced_withdrawn_and_invented_links_look_the_same(
    world: World, manager: PageClient
) -> None:
    expired = await invited(manager)
    world.clock.advance(timedelta(days=7, minutes=1))
    said = [(await manager.get(expired, status=404)).text]

    await manager.sign_in(world.near.manager.email, PASSWORD)
    at = path_of(await person(world, "ailsa@near.example"))
    assert "invitation has run out" in (await manager.get(at)).text
    replaced = link_on(await manager.submit(await manager.get(at), "/link"))
    withdrawn = link_on(await manager.submit(await manager.get(at), "/link"))
    said.append((await manager.get(replaced, status=404)).text)
    await manager.submit(await manager.get(at), "/deactivate")
    said.append((await manager.get(withdrawn, status=404)).text)
    said.append((await manager.get("/staff/join/" + "x" * 43, status=404)).text)

    assert len(set(said)) == 1


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "10 characters or more"),
        ("one odd thing", "another odd thing", "the same password in both"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "more different characters"),
        ("ailsa@near.example", "ailsa@near.example", "other than your email address"),
        ("x y z " * 40, "x y z " * 40, "200 characters or fewer"),
    ],
)
async def test_password_that_will_not_do_is_explained_and_spends_nothing(
    world: World, manager: PageClient, password: str, again: str, says: str
) -> None:
    link = await invited(manager)
    page = await manager.get(link)
    refused = await manager.submit(page, link, password=password, again=again, status=422)
    assert says in refused.text
    assert password not in refused.html.replace("ailsa@near.example", "", 3) or "@" in password
    await take_up(world, manager, link)


async def test_link_form_from_elsewhere_is_refused(world: World, manager: PageClient) -> None:
    link = await invited(manager)
    page = await manager.get(link)
    await manager.submit(page, link, password=NEW, again=NEW, csrf="forged", status=422)
    assert not (await person(world, "ailsa@near.example")).is_active


async def test_manager_makes_a_link_for_who_forgot_their_password(
    world: World, manager: PageClient
) -> None:
    worker = world.near.worker
    forget_cookies(world)
    await manager.sign_in(worker.email, PASSWORD)
    jar = world.client.session.cookie_jar
    open_desk = {
        name: one.value
        for name, one in jar.filter_cookies(world.client.make_url("/staff/")).items()
    }
    forget_cookies(world)
    await manager.sign_in(world.near.manager.email, PASSWORD)
    link = link_on(await manager.submit(await manager.get(path_of(worker)), "/link"))

    forget_cookies(world)
    jar.update_cookies(open_desk)
    assert (await manager.get("/staff/")).path == "/staff/", "nothing ends before it is used"
    await take_up(world, manager, link)

    forget_cookies(world)
    jar.update_cookies(open_desk)
    assert (await manager.get("/staff/")).path.startswith("/staff/sign-in")
    page = await manager.get("/staff/sign-in")
    await manager.submit(page, "/sign-in", email=worker.email, password=PASSWORD, status=422)
    assert (await manager.submit(page, "/sign-in", email=worker.email, password=NEW)).status == 200


async def test_deactivated_person_is_out_at_once_and_may_come_back(
    world: World, manager: PageClient
) -> None:
    worker = world.near.worker
    forget_cookies(world)
    await manager.sign_in(worker.email, PASSWORD)
    jar = world.client.session.cookie_jar
    desk = {
        name: one.value
        for name, one in jar.filter_cookies(world.client.make_url("/staff/")).items()
    }
    forget_cookies(world)
    await manager.sign_in(world.near.manager.email, PASSWORD)
    link = link_on(await manager.submit(await manager.get(path_of(worker)), "/link"))
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


async def test_administrator_clears_the_second_step_of_a_lost_phone(
    world: World, boss: PageClient
) -> None:
    worker = world.near.worker
    forget_cookies(world)
    await boss.sign_in(worker.email, PASSWORD)
    await set_up(world, boss)
    forget_cookies(world)
    await boss.sign_in("boss@near.example", PASSWORD)

    cleared = await boss.submit(await boss.get(path_of(worker)), "/clear-second-step")

    assert "Second step cleared" in cleared.text
    (line,) = await trail(world, "cleared_second_factor")
    assert line.subject_id == worker.id and line.actor != f"staff:{worker.id}"
    forget_cookies(world)
    assert (await boss.sign_in(worker.email, PASSWORD)).path == "/staff/"


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
