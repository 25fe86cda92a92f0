"""One's own account: the password, and everywhere that one is signed in."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.staff.browser import browser_family
from bot.staff.session import COOKIE
from storage.models import StaffSession
from tests.staff.code_app import forget_cookies
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World

ACCOUNT = "/staff/account"
NEW = "three odd words"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"  # noqa: E501
EDGE = CHROME + " Edg/140.0.0.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"  # noqa: E501


def cookie_of(world: World) -> str:
    return next(one.value for one in world.client.session.cookie_jar if one.key == COOKIE)


def carry_on(world: World, cookie: str) -> None:
    """Be the browser that has this cookie."""
    forget_cookies(world)
    world.client.session.cookie_jar.update_cookies({COOKIE: cookie})


async def is_signed_in(browser: PageClient) -> bool:
    return not (await browser.get("/staff/figures")).path.startswith("/staff/sign-in")


async def sessions_of(world: World, staff_id: str) -> list[StaffSession]:
    async with world.db.read() as uow:
        query = select(StaffSession).where(StaffSession.staff_id == staff_id)
        return list(await uow.session.scalars(query.order_by(StaffSession.id)))


@pytest.mark.parametrize(
    ("who", "helper"),
    [
        ("worker", "tell your practice manager"),
        ("manager", "tell an administrator"),
        ("lead", "tell an administrator"),
    ],
)
async def test_everybody_finds_their_account_behind_their_name(
    world: World, browser: PageClient, who: str, helper: str
) -> None:
    staff = getattr(world.near, who)
    home = await browser.sign_in(staff.email, PASSWORD)
    assert f'href="{ACCOUNT}"' in home.html
    page = await browser.get(ACCOUNT)
    assert staff.email in page.text and "this one" in page.text
    assert helper in page.text


async def test_one_session_is_ended_and_the_other_goes_on(world: World, morag: PageClient) -> None:
    first = cookie_of(world)
    forget_cookies(world)
    await morag.sign_in(world.near.worker.email, PASSWORD)
    second = cookie_of(world)

    old, _ = await sessions_of(world, world.near.worker.id)
    ended = await morag.submit(await morag.get(ACCOUNT), f"/sessions/{old.id}/end")

    assert "That session is ended" in ended.text
    carry_on(world, first)
    assert not await is_signed_in(morag)
    carry_on(world, second)
    assert await is_signed_in(morag)


async def test_all_others_are_ended_at_once(world: World, morag: PageClient) -> None:
    cookies = [cookie_of(world)]
    for _ in range(2):
        forget_cookies(world)
        await morag.sign_in(world.near.worker.email, PASSWORD)
        cookies.append(cookie_of(world))

    done = await morag.submit(await morag.get(ACCOUNT), "/end-others")

    assert "signed out everywhere else" in done.text
    assert "End all others" not in done.text
    for cookie in cookies[:2]:
        carry_on(world, cookie)
        assert not await is_signed_in(morag)


async def test_anothers_session_is_not_there(world: World, morag: PageClient) -> None:
    mine = cookie_of(world)
    forget_cookies(world)
    await morag.sign_in(world.near.manager.email, PASSWORD)
    theirs = cookie_of(world)
    (session,) = await sessions_of(world, world.near.manager.id)
    carry_on(world, mine)
    page = await morag.get(ACCOUNT)
    assert session.id not in page.html
    csrf = page.form("/sign-out").fields["csrf"]
    await morag.post(f"{ACCOUNT}/sessions/{session.id}/end", {"csrf": csrf}, status=404)
    carry_on(world, theirs)
    assert await is_signed_in(morag)


async def test_changing_the_password_ends_every_other_session_and_renews_this_one(
    world: World, morag: PageClient
) -> None:
    elsewhere = cookie_of(world)
    forget_cookies(world)
    await morag.sign_in(world.near.worker.email, PASSWORD)
    before = cookie_of(world)

    done = await morag.submit(
        await morag.get(ACCOUNT), "/password", current=PASSWORD, password=NEW, again=NEW
    )

    assert "Password changed" in done.text and await is_signed_in(morag)
    assert cookie_of(world) != before
    for cookie in (elsewhere, before):
        carry_on(world, cookie)
        assert not await is_signed_in(morag)
    forget_cookies(world)
    page = await morag.get("/staff/sign-in")
    email = world.near.worker.email
    await morag.submit(page, "/sign-in", email=email, password=PASSWORD, status=422)
    assert (await morag.submit(page, "/sign-in", email=email, password=NEW)).path == "/staff/"


@pytest.mark.parametrize(
    ("current", "password", "again", "says"),
    [
        ("not this one", NEW, NEW, "That is not your password"),
        (PASSWORD, "short", "short", "That is too short"),
        (PASSWORD, NEW, NEW + "s", "the same password in both"),
    ],
)
async def test_password_is_not_changed_without_the_old_one_or_for_a_poor_one(
    world: World, morag: PageClient, current: str, password: str, again: str, says: str
) -> None:
    page = await morag.get(ACCOUNT)
    refused = await morag.submit(
        page, "/password", current=current, password=password, again=again, status=422
    )
    assert says in refused.text and refused.title.startswith("Error: ")
    forget_cookies(world)
    assert (await morag.sign_in(world.near.worker.email, PASSWORD)).path == "/staff/"


async def test_guessing_the_old_password_locks_as_the_sign_in_does(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(ACCOUNT)
    for _ in range(5):
        await morag.submit(page, "/password", current="no", password=NEW, again=NEW, status=422)
    locked = await morag.submit(
        page, "/password", current=PASSWORD, password=NEW, again=NEW, status=422
    )
    assert "Too many wrong tries" in locked.text


async def test_guesses_at_the_old_password_at_one_moment_are_all_counted(
    world: World, morag: PageClient
) -> None:
    form = (await morag.get(ACCOUNT)).form("/password")

    async def guess(n: int) -> str:
        fields = {**form.fields, "current": f"guess number {n}", "password": NEW, "again": NEW}
        return (await morag.post(form.action, fields, status=422)).text

    said = await asyncio.gather(*(guess(n) for n in range(20)))

    assert sum("That is not your password" in text for text in said) <= 5
    assert sum("Too many wrong tries" in text for text in said) >= 15


async def test_a_right_password_is_not_counted_among_the_wrong_ones(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(ACCOUNT)
    for _ in range(6):
        poor = await morag.submit(
            page, "/password", current=PASSWORD, password="short", again="short", status=422
        )
        assert "That is too short" in poor.text


async def test_session_nobody_uses_ends_and_one_in_use_goes_on(
    world: World, morag: PageClient
) -> None:
    for _ in range(3):
        world.clock.advance(timedelta(minutes=50))
        assert await is_signed_in(morag)
    world.clock.advance(timedelta(minutes=61))
    assert not await is_signed_in(morag)


async def test_page_that_keeps_itself_up_to_date_shows_nobodys_presence(
    world: World, morag: PageClient
) -> None:
    for _ in range(4):
        world.clock.advance(timedelta(minutes=20))
        async with world.client.get(
            "/staff/figures", headers={"Sec-Fetch-Mode": "cors"}, allow_redirects=False
        ) as answer:
            last = answer.status
    assert last == 303


async def test_signing_in_ends_the_session_that_the_browser_had(
    world: World, morag: PageClient
) -> None:
    planted = cookie_of(world)
    forget_cookies(world)
    page = await morag.get("/staff/sign-in")
    world.client.session.cookie_jar.update_cookies({COOKIE: planted})

    await morag.submit(page, "/sign-in", email=world.near.worker.email, password=PASSWORD)

    before, now = await sessions_of(world, world.near.worker.id)
    assert before.ended_at is not None and now.ended_at is None
    assert before.token_hash != now.token_hash and before.csrf != now.csrf
    carry_on(world, planted)
    assert not await is_signed_in(morag)


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        (FIREFOX, "Firefox on Linux"),
        (CHROME, "Chrome on Windows"),
        (EDGE, "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("curl/8", "another browser"),
        ("", "another browser"),
    ],
)
def test_browser_is_named_by_its_family(user_agent: str, family: str) -> None:
    assert browser_family(user_agent) == family
