"""Somebody who is invited, and the links that they are given."""

from __future__ import annotations

import re

from sqlalchemy import select

from storage.models import Audit, Staff
from tests.staff.code_app import forget_cookies, kept_cookies
from tests.support.page_client import Page, PageClient
from tests.support.world import PASSWORD, World

NEW = "three odd words"
PEOPLE = "/staff/people"


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


async def link_beside_a_desk(world: World, manager: PageClient) -> tuple[dict[str, str], str]:
    """The near link worker signs in, and the manager makes a link for them: the cookies of the
    worker's desk, which stays open, and the link. The browser is left with the manager."""
    forget_cookies(world)
    await manager.sign_in(world.near.worker.email, PASSWORD)
    open_desk = kept_cookies(world)
    forget_cookies(world)
    await manager.sign_in(world.near.manager.email, PASSWORD)
    page = await manager.get(path_of(world.near.worker))
    return open_desk, link_on(await manager.submit(page, "/link"))


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
