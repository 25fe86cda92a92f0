"""A form that came too late gives back the words that were typed, and no password."""

from __future__ import annotations

import re

import pytest

from bot.staff.app import TEMPLATES
from bot.staff.unsent import SECRETS
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World

INPUT = re.compile(r"{{ input\((.*?)\) }}")
IS_SECRET = re.compile(r'type="password"|autocomplete="(?:one-time-code|\w+-password)"')
NAME = re.compile(r'\bname="([^"]+)"')
FIRST = re.compile(r'"([^"]+)"')
NEW = "three plain words"


def test_the_name_of_every_secret_field_is_known() -> None:
    secret: set[str] = set()
    for path in TEMPLATES.rglob("*.html"):
        html = path.read_text()
        assert '<input type="password"' not in html or path.name == "fields.html"
        for given in INPUT.findall(html):
            if IS_SECRET.search(given):
                secret.update((NAME.findall(given) or FIRST.findall(given))[:1])

    assert {"password", "again", "current", "code"} <= secret <= SECRETS


async def test_a_change_of_password_that_came_too_late_shows_none(morag: PageClient) -> None:
    account = await morag.get("/staff/account")
    await morag.submit(account, "/sign-out")
    typed = {"current": PASSWORD, "password": NEW, "again": NEW}

    page = await morag.submit(account, "/account/password", **typed)

    assert page.path.startswith("/staff/sign-in")
    assert PASSWORD not in page.html and NEW not in page.html


async def test_a_note_that_came_too_late_is_given_back_without_the_secrets(
    morag: PageClient,
) -> None:
    page = await morag.get("/staff/account")
    await morag.submit(page, "/sign-out")
    fields = {**page.form("/account/password").fields, "current": PASSWORD, "note": "a long note"}

    shown = await morag.post("/staff/account/password", fields, status=403)

    assert "a long note" in shown.html
    assert PASSWORD not in shown.html


NOT_DONE = "what you pressed last was not done"


@pytest.mark.parametrize(
    ("page", "form", "back"),
    [
        ("/staff/referrals/{jean}", "/close", "/staff/referrals/{jean}"),
        ("/staff/settings/{practice}/hours", "/hours", "/staff/settings/{practice}/hours"),
        ("/staff/account", "/account/password", "/staff/account"),
    ],
)
async def test_a_press_that_came_too_late_is_told_of_and_leads_back_to_its_page(
    world: World, manager: PageClient, page: str, form: str, back: str
) -> None:
    """Who signs in again would believe that it was closed, or saved."""
    ids = {"jean": world.near.jean.referral.id, "practice": world.near.practice.id}
    opened = await manager.get(page.format(**ids))
    await manager.submit(opened, "/sign-out")

    asked = await manager.submit(opened, form.format(**ids))

    assert NOT_DONE in asked.text
    email = world.near.manager.email
    again = await manager.submit(asked, "/sign-in", email=email, password=PASSWORD)
    assert again.path == back.format(**ids)
    assert NOT_DONE not in again.text


async def test_what_a_page_sends_by_itself_and_signing_out_twice_is_no_press(
    world: World, morag: PageClient
) -> None:
    opened = await morag.get(world.near.jean.path)
    await morag.submit(opened, "/sign-out")

    beacon = {"headers": {"Sec-Fetch-Mode": "no-cors"}, "data": opened.form("/close").fields}
    async with world.client.post(f"{world.near.jean.path}/looking", **beacon) as answer:
        assert NOT_DONE not in await answer.text()
    twice = await morag.submit(opened, "/sign-out")

    assert NOT_DONE not in twice.text
    assert twice.path == "/staff/sign-in?next=/staff/"
