"""Links by which somebody chooses a password: good once, for seven days, for one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.models import StaffLink
from tests.staff.code_app import forget_cookies
from tests.staff.invited import (
    NEW,
    PEOPLE,
    invited,
    link_beside_a_desk,
    link_on,
    path_of,
    person,
    take_up,
    trail,
)
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World


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
        ("short", "short", "That is too short"),
        ("one odd thing", "another odd thing", "the same password in both"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa", "more different characters"),
        ("ailsa@near.example", "ailsa@near.example", "other than your email address"),
        ("x y z " * 40, "x y z " * 40, "That is too long"),
    ],
)
async def test_password_that_will_not_do_is_explained_and_spends_nothing(
    world: World, manager: PageClient, password: str, again: str, says: str
) -> None:
    link = await invited(manager)
    page = await manager.get(link)
    refused = await manager.submit(page, link, password=password, again=again, status=422)
    assert says in refused.text
    assert refused.form(link).fields["password"] == ""
    await take_up(world, manager, link)


async def test_link_form_from_elsewhere_is_refused(world: World, manager: PageClient) -> None:
    link = await invited(manager)
    page = await manager.get(link)
    await manager.submit(page, link, password=NEW, again=NEW, csrf="forged", status=422)
    assert not (await person(world, "ailsa@near.example")).is_active


async def test_manager_makes_a_link_for_who_forgot_their_password(
    world: World, manager: PageClient
) -> None:
    worker, jar = world.near.worker, world.client.session.cookie_jar
    open_desk, link = await link_beside_a_desk(world, manager)

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
