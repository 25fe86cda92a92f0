"""Signing in by the organisation's accounts, with a provider that lies when it is told to."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.settings import SettingsError, load_settings
from storage.database import Database
from storage.models import Audit, Staff, StaffSession
from tests.staff.provided import BUTTON, START, world_with
from tests.standin.open_id import (
    CLIENT_ID,
    CLIENT_SECRET,
    OpenIdStandIn,
    another_key,
    open_id_stand_in,
    shared_key,
)
from tests.support.page_client import Page, PageClient
from tests.support.world import PASSWORD, World, settings_for


@dataclass(slots=True, kw_only=True)
class Attempt:
    """A browser at the sign-in page of a world whose provider is the stand-in."""

    world: World
    browser: PageClient
    provider: OpenIdStandIn

    async def begin(self, path: str = START) -> str:
        """The address at the provider to which the browser is sent."""
        answer = await self.world.client.get(path, allow_redirects=False)
        assert answer.status == 303
        return str(answer.headers["Location"])

    async def refused(self, says: str, *, back: str = "", status: int = 422) -> Page:
        """Come back to a refusal that says so; nobody is signed in."""
        page = await self.browser.get(
            back or self.provider.answer(await self.begin()), status=status
        )
        assert says in page.text
        assert (await self.browser.get("/staff/")).path.startswith("/staff/sign-in")
        return page


@pytest.fixture
async def attempt(database: Database, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Attempt]:
    async with (
        open_id_stand_in() as provider,
        world_with(provider.issuer, database, clock, tmp_path) as world,
    ):
        provider.email = world.near.worker.email
        yield Attempt(world=world, browser=PageClient(world.client), provider=provider)


async def test_button_leads_to_the_provider_and_back_to_the_page_that_was_wanted(
    attempt: Attempt,
) -> None:
    page = await attempt.browser.get("/staff/messages?status=sent")
    assert BUTTON in page.text
    link = page.html.split('href="/staff/sign-in/work')[1].split('"')[0]

    address = await attempt.begin(START + link)
    inside = await attempt.browser.get(attempt.provider.answer(address))

    assert inside.path == "/staff/messages?status=sent"
    async with attempt.world.db.read() as uow:
        (session,) = await uow.session.scalars(select(StaffSession))
        (trail,) = await uow.session.scalars(select(Audit).where(Audit.action == "signed_in"))
    assert (session.staff_id, session.started_with) == (
        attempt.world.near.worker.id,
        "single_sign_on",
    )
    assert trail.detail == {"with": "single_sign_on"}


async def test_address_of_a_work_account_may_be_written_in_capitals(attempt: Attempt) -> None:
    attempt.provider.email = attempt.world.near.worker.email.upper()
    page = await attempt.browser.get(attempt.provider.answer(await attempt.begin()))
    assert page.path == "/staff/"


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another attempt"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"email": None},
        {"aud": [CLIENT_ID, "another-client"]},
    ],
    ids=str,
)
async def test_id_token_that_is_not_for_this_attempt_is_refused(
    attempt: Attempt, lie: dict[str, Any]
) -> None:
    attempt.provider.lie = lie
    await attempt.refused("We could not sign you in with your work account")


async def test_id_token_that_the_provider_did_not_sign_is_refused(attempt: Attempt) -> None:
    says = "We could not sign you in with your work account"
    attempt.provider.signs_with = another_key()
    await attempt.refused(says)

    attempt.provider.signs_with = shared_key()
    attempt.provider.header = {"alg": "HS256"}
    await attempt.refused(says)

    attempt.provider.has_id_token = False
    await attempt.refused(says)


async def test_browser_must_come_back_with_the_state_it_left_with(attempt: Attempt) -> None:
    says = "That took too long, or was begun in another window"
    wrong = attempt.provider.answer(await attempt.begin(), state="another")
    await attempt.refused(says, back=wrong)

    good = attempt.provider.answer(await attempt.begin())
    attempt.world.client.session.cookie_jar.clear()  # somebody else's browser is sent there
    await attempt.refused(says, back=good)

    late = attempt.provider.answer(await attempt.begin())
    attempt.world.clock.advance(timedelta(minutes=11))
    await attempt.refused(says, back=late)


async def test_answer_is_worth_nothing_the_second_time(attempt: Attempt) -> None:
    back = attempt.provider.answer(await attempt.begin())
    inside = await attempt.browser.get(back)
    await attempt.browser.submit(inside, "/sign-out")
    await attempt.refused("That took too long, or was begun in another window", back=back)


async def test_refusal_of_the_provider_and_anothers_answer_are_told_kindly(
    attempt: Attempt,
) -> None:
    says = "We could not sign you in with your work account"
    state = attempt.provider.answer(await attempt.begin()).split("state=")[1]
    denied = f"{START}/back?error=access_denied&state={state}"
    await attempt.refused(says, back=denied)
    mixed_up = attempt.provider.answer(await attempt.begin(), iss="https://evil.example")
    await attempt.refused(says, back=mixed_up)
    invented = attempt.provider.answer(await attempt.begin(), code="invented")
    await attempt.refused(says, back=invented)


@pytest.mark.parametrize("is_verified", [False, None, "true", 1])
async def test_address_that_is_not_verified_opens_nothing(
    attempt: Attempt, is_verified: Any
) -> None:
    attempt.provider.is_email_verified = is_verified
    await attempt.refused("The email address of your work account is not confirmed")


async def test_unknown_and_deactivated_people_are_not_let_in_and_no_account_is_made(
    attempt: Attempt,
) -> None:
    says = "Nobody here has the email address of your work account"
    attempt.provider.email = "stranger@near.example"
    await attempt.refused(says)
    async with attempt.world.db.begin() as uow:
        staff = await uow.staff.get(attempt.world.near.worker.id)
        assert staff is not None
        staff.is_active = False
    attempt.provider.email = attempt.world.near.worker.email
    await attempt.refused(says)
    async with attempt.world.db.read() as uow:
        assert await uow.staff.by_email("stranger@near.example") is None
        assert len((await uow.session.scalars(select(Staff))).all()) == 6


async def test_provider_that_is_down_is_said_kindly_and_passwords_still_work(
    attempt: Attempt,
) -> None:
    says = "Your work account cannot be reached just now"
    back = attempt.provider.answer(await attempt.begin())
    attempt.provider.is_broken = True

    page = await attempt.refused(says, back=START, status=503)
    await attempt.refused(says, back=back, status=503)

    inside = await attempt.browser.submit(
        page, "/sign-in", email=attempt.world.near.worker.email, password=PASSWORD
    )
    assert inside.path == "/staff/account/second-step"


async def test_whoever_floods_it_is_held_back_before_the_provider_is_asked(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path
) -> None:
    async with (
        open_id_stand_in() as provider,
        world_with(provider.issuer, sqlite_database, clock, tmp_path, failed_sign_ins=5) as world,
    ):
        browser = PageClient(world.client)
        for _ in range(5):
            async with world.client.get(START, allow_redirects=False) as answer:
                assert answer.status == 303
        provider.is_broken = True  # were it asked now, the answer would be 503
        await browser.get(START, status=429)
        world.clock.advance(timedelta(minutes=1))
        await browser.get(START, status=503)

        for _ in range(5):
            await browser.get(f"{START}/back?code=guessed&state=guessed", status=422)
        held = await browser.get(f"{START}/back?code=guessed&state=guessed", status=429)
        assert held.headers["Retry-After"] == "900"
        page = await browser.get("/staff/sign-in")
        await browser.submit(page, "/sign-in", email="a@b.example", password="no", status=429)


async def test_without_a_provider_there_is_no_button_and_no_such_page(
    world: World, browser: PageClient
) -> None:
    page = await browser.get("/staff/sign-in")
    assert "/staff/sign-in/work" not in page.html
    await browser.get(START, status=404)
    await browser.get(f"{START}/back?code=1&state=2", status=404)


@pytest.mark.parametrize(
    ("lines", "secret", "says"),
    [
        ("issuer: https://id.example\n  client_id: us", "", "BLETHER_OIDC_CLIENT_SECRET"),
        ("issuer: https://id.example", "x", "single_sign_on.client_id"),
        ("issuer: http://id.example\n  client_id: us", "x", "https://"),
    ],
)
def test_half_of_the_settings_is_a_clear_error(
    tmp_path: Path, lines: str, secret: str, says: str
) -> None:
    path = tmp_path / "config.yml"
    path.write_text(f"single_sign_on:\n  {lines}\n")
    environment = {
        "BLETHER_CONFIG": str(path),
        "BLETHER_SECRET_KEY": "a secret for tests",
        "BLETHER_OIDC_CLIENT_SECRET": secret,
    }
    with pytest.raises(SettingsError, match=says):
        load_settings(environment)


def test_secret_of_the_client_is_never_shown(tmp_path: Path) -> None:
    settings = replace(settings_for(tmp_path), oidc_client_secret=CLIENT_SECRET)
    assert CLIENT_SECRET not in repr(settings)
    assert CLIENT_SECRET not in json.dumps(repr(settings.config))
