from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from actions.accounts.account_work import AccountWork
from actions.accounts.second_factor import accept_code
from bot.clock import ManualClock
from bot.settings import Config, WebConfig
from storage.database import Database
from storage.models import Audit, RecoveryCode
from tests.staff.code_app import STEP, begun, codes_of, forget_cookies, set_up
from tests.support.page_client import Page, PageClient
from tests.support.world import PASSWORD, World, settings_for, world_of


async def password_given(world: World, browser: PageClient) -> Page:
    """The page after the right password, at a new browser."""
    forget_cookies(world)
    return await browser.sign_in(world.near.worker.email, PASSWORD)


async def test_code_is_asked_for_after_the_password_and_lets_in(
    world: World, morag: PageClient
) -> None:
    app, _ = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=1))

    asked = await password_given(world, morag)

    assert asked.path.startswith("/staff/sign-in/code")
    assert (await morag.get("/staff/")).path.startswith("/staff/sign-in?")
    inside = await morag.submit(asked, "/sign-in/code", code=app.code())
    assert inside.path == "/staff/"


async def test_the_page_of_the_codes_read_anew_says_that_it_is_on_and_how_to_have_new_ones(
    world: World, morag: PageClient
) -> None:
    app = await begun(world, morag)
    form = await morag.get(STEP)
    await morag.submit(form, "/confirm", code=app.code())

    again = await morag.submit(form, "/confirm", code=app.code())

    assert "The second step is on already" in again.text
    assert "make new ones below" in again.text
    assert again.form("/codes")


async def test_page_asked_for_before_sign_in_is_opened_after_the_code(
    world: World, morag: PageClient
) -> None:
    app, _ = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=1))
    forget_cookies(world)
    wanted = "/staff/messages?status=sent"

    page = await morag.get(wanted)
    asked = await morag.submit(page, "/sign-in", email=world.near.worker.email, password=PASSWORD)

    assert (await morag.submit(asked, "/sign-in/code", code=app.code())).path == wanted


async def test_code_of_the_set_up_is_not_accepted_again_but_the_next_one_is(
    world: World, morag: PageClient
) -> None:
    app, _ = await set_up(world, morag)
    asked = await password_given(world, morag)

    again = await morag.submit(asked, "/sign-in/code", code=app.code(), status=422)

    assert "Each code works once" in again.text
    assert again.title.startswith("Error: ")
    inside = await morag.submit(again, "/sign-in/code", code=app.code(steps_off=1))
    assert inside.path == "/staff/"


@pytest.mark.parametrize(
    ("steps_off", "is_let_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
async def test_clock_of_a_phone_may_be_half_a_minute_off(
    world: World, morag: PageClient, steps_off: int, is_let_in: bool
) -> None:
    app, _ = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=5))
    asked = await password_given(world, morag)

    status = 200 if is_let_in else 422
    await morag.submit(asked, "/sign-in/code", code=app.code(steps_off=steps_off), status=status)


async def test_same_code_sent_twice_at_once_passes_once(world: World, morag: PageClient) -> None:
    app, codes = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=1))

    async def passes(code: str) -> str:
        async with world.db.begin() as uow:
            work = AccountWork(uow=uow, now=world.clock.now(), actor="system")
            return await accept_code(work, world.near.worker.id, code)

    by_app = await asyncio.gather(*(passes(app.code()) for _ in range(4)))
    by_paper = await asyncio.gather(*(passes(codes[0]) for _ in range(4)))

    assert sorted(by_app) == ["", "", "", "app"]
    assert sorted(by_paper) == ["", "", "", "recovery"]


async def test_recovery_code_works_once_and_says_how_many_are_left(
    world: World, morag: PageClient
) -> None:
    _, codes = await set_up(world, morag)
    assert len(set(codes)) == 10

    asked = await password_given(world, morag)
    inside = await morag.submit(asked, "/sign-in/code", code=codes[3].replace(" ", "-"))
    assert inside.path == STEP
    assert "9 of 10 are left" in inside.text

    asked = await password_given(world, morag)
    await morag.submit(asked, "/sign-in/code", code=codes[3], status=422)
    assert (await morag.submit(asked, "/sign-in/code", code=codes[4])).path == STEP


async def test_one_persons_recovery_code_is_worth_nothing_for_another(
    world: World, morag: PageClient
) -> None:
    _, codes = await set_up(world, morag)
    async with world.db.begin() as uow:
        work = AccountWork(uow=uow, now=world.clock.now(), actor="system")
        assert await accept_code(work, world.near.manager.id, codes[0]) == ""
        assert await accept_code(work, world.near.worker.id, codes[0]) == "recovery"


async def test_new_recovery_codes_make_the_old_ones_worthless(
    world: World, morag: PageClient
) -> None:
    _, old = await set_up(world, morag)
    page = await morag.submit(await morag.get(STEP), "/codes", password=PASSWORD)
    new = codes_of(page)

    asked = await password_given(world, morag)
    await morag.submit(asked, "/sign-in/code", code=old[0], status=422)
    await morag.submit(asked, "/sign-in/code", code=new[0])

    assert not set(old) & set(new)


async def test_wrong_codes_lock_the_address_and_a_right_password_buys_no_new_tries(
    world: World, morag: PageClient
) -> None:
    app, _ = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=1))
    asked = await password_given(world, morag)
    for _ in range(3):
        await morag.submit(asked, "/sign-in/code", code=app.wrong_code(), status=422)
    asked = await password_given(world, morag)
    for _ in range(2):
        await morag.submit(asked, "/sign-in/code", code=app.wrong_code(), status=422)

    locked = await morag.submit(asked, "/sign-in/code", code=app.code(), status=429)

    assert "locked for 15 minutes" in locked.text
    page = await morag.get("/staff/sign-in")
    email = world.near.worker.email
    await morag.submit(page, "/sign-in", email=email, password=PASSWORD, status=429)
    world.clock.advance(timedelta(minutes=16))
    asked = await password_given(world, morag)
    assert (await morag.submit(asked, "/sign-in/code", code=app.code())).path == "/staff/"


async def test_code_without_a_password_given_in_this_browser_is_refused(
    world: World, morag: PageClient
) -> None:
    app, _ = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=1))
    asked = await password_given(world, morag)
    form = asked.form("/sign-in/code")
    forget_cookies(world)

    assert (await morag.get("/staff/sign-in/code")).path == "/staff/sign-in"
    refused = await morag.post(form.action, {**form.fields, "code": app.code()}, status=422)
    assert "expired" in refused.text


async def test_half_way_ends_after_ten_minutes_and_with_the_password(
    world: World, morag: PageClient
) -> None:
    app, _ = await set_up(world, morag)
    world.clock.advance(timedelta(minutes=1))
    asked = await password_given(world, morag)
    world.clock.advance(timedelta(minutes=11))
    await morag.submit(asked, "/sign-in/code", code=app.code(), status=422)

    asked = await password_given(world, morag)
    async with world.db.begin() as uow:
        await uow.session.execute(text("UPDATE staff SET password_hash = 'another'"))
    refused = await morag.submit(asked, "/sign-in/code", code=app.code(), status=422)
    assert "expired" in refused.text


async def test_set_up_asks_for_the_password_and_a_right_code(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(STEP)
    refused = await morag.submit(page, "/begin", password="not this one", status=422)
    assert "That is not your password" in refused.text

    app = await begun(world, morag)
    wrong = await morag.submit(await morag.get(STEP), "/confirm", code=app.wrong_code(), status=422)
    assert "That code is not right" in wrong.text
    assert (await password_given(world, morag)).path == "/staff/", "nothing is asked for yet"


async def test_set_up_that_takes_too_long_is_begun_anew(world: World, morag: PageClient) -> None:
    app = await begun(world, morag)
    page = await morag.get(STEP)
    world.clock.advance(timedelta(minutes=31))

    late = await morag.submit(page, "/confirm", code=app.code())

    assert "begin again" in late.text
    assert late.form("/begin")


async def test_turning_it_on_ends_other_sessions_and_turning_it_off_is_asked_for_the_password(
    world: World, morag: PageClient
) -> None:
    elsewhere = world.client.session.cookie_jar.filter_cookies(world.client.make_url("/staff/"))
    before = {name: one.value for name, one in elsewhere.items()}
    forget_cookies(world)
    await morag.sign_in(world.near.worker.email, PASSWORD)
    await set_up(world, morag)

    page = await morag.get(STEP)
    await morag.submit(page, "/off", password="not this one", status=422)
    off = await morag.submit(page, "/off", password=PASSWORD)
    assert "The second step is off" in off.text
    assert (await password_given(world, morag)).path == "/staff/"

    forget_cookies(world)
    world.client.session.cookie_jar.update_cookies(before)
    assert (await morag.get("/staff/")).path.startswith("/staff/sign-in")


async def test_secrets_are_sealed_and_what_happened_is_in_the_audit_trail(
    world: World, morag: PageClient
) -> None:
    app = await begun(world, morag)
    page = await morag.get(STEP)
    key = page.html.split('class="key">')[1].split("<")[0].replace(" ", "")
    codes = codes_of(await morag.submit(page, "/confirm", code=app.code()))

    async with world.db.read() as uow:
        (raw,) = (await uow.session.execute(text("SELECT secret FROM second_factor"))).scalars()
        kept = (await uow.session.scalars(select(RecoveryCode.fingerprint))).all()
        actions = list(await uow.session.scalars(select(Audit.action)))
    assert key.encode() not in bytes(raw)
    assert not {code.replace(" ", "") for code in codes} & set(kept)
    assert "turned_on_second_factor" in actions


@pytest.fixture
async def strict(database: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[World]:
    """A world in which everybody needs a second step."""
    config = Config(web=WebConfig(second_factor="required"))
    settings = replace(settings_for(tmp_path), config=config)
    async with world_of(database, clock, tmp_path, settings=settings) as made:
        yield made


async def test_where_it_is_required_nothing_opens_before_it_is_set_up(strict: World) -> None:
    browser = PageClient(strict.client)
    first = await browser.sign_in(strict.near.worker.email, PASSWORD)
    assert first.path == STEP
    assert "Your organisation asks for this" in first.text
    for path in ("/staff/", strict.near.jean.path, "/staff/account", "/staff/figures"):
        assert (await browser.get(path)).path == STEP
    csrf = first.form("/sign-out").fields["csrf"]
    reply = await browser.post(f"{strict.near.jean.path}/reply", {"csrf": csrf, "text": "hello"})
    assert reply.path == STEP

    await set_up(strict, browser)

    assert (await browser.get("/staff/")).path == "/staff/"
