"""Whoever opens the address of a form is led to the page that the form is on."""

from __future__ import annotations

import pytest

from tests.support.page_client import PageClient
from tests.support.world import World

CASE = "/staff/referrals/{jean}"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (f"{CASE}/reply", CASE),
        (f"{CASE}/texts/0/cancel", CASE),
        (f"{CASE}/appointments", CASE),
        (f"{CASE}/triage/no-danger", f"{CASE}/triage"),
        (f"{CASE}/waiting/leave", CASE),
        ("/staff/views", "/staff/"),
        ("/staff/sign-out", "/staff/"),
        ("/staff/referrals/%0d%0aX:1/seen", "/staff/referrals/%0D%0AX:1"),
    ],
)
async def test_the_address_of_a_form_leads_to_its_page(
    address: str, page: str, world: World, morag: PageClient
) -> None:
    jean = world.near.jean.referral.id
    at = address.format(jean=jean)
    async with world.client.get(at, allow_redirects=False) as answer:
        assert answer.status == 303
        assert answer.headers["Location"] == page.format(jean=jean)


async def test_a_live_page_that_answers_a_form_names_its_own_address(
    world: World, morag: PageClient
) -> None:
    path = world.near.jean.path
    counted = await morag.submit(await morag.get(path), "/reply", preview="yes", text="Hello")
    assert counted.path == f"{path}/reply"
    assert f'data-page="{path}"' in counted.html
    inbox = await morag.get("/staff/?unread=1")
    refused = await morag.submit(inbox, "/views", status=422, view_name="")
    assert 'data-page="/staff/?unread=1"' in refused.html
