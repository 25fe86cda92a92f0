"""Every page of the route table opens for whoever may see it, without JavaScript.

The page client complains of a page that has no title, two headings of the first level, a field
without a label, a form without its token: a new page cannot be forgotten.
"""

from __future__ import annotations

import pytest

from bot.staff.app import ROUTES
from bot.staff.route import Route
from storage.models import new_id
from storage.models.canned_reply import CannedReply
from tests import builders as make
from tests.builders import NOW
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World

PAGES = [one for one in ROUTES if one.method == "GET" and one.path != "/live"]
NOT_HTML = ("/reports/table.csv", "/reports/core-dataset.csv")
ASKED = {
    "/calendar/new": {"time": "2026-11-27T11:00:00+00:00;{worker}"},
    "/reports/table.csv": {"report": "demand", "table": "by-need"},
}
"""What a page must be asked with to be one; the rest open by their address alone."""


async def _ids(world: World) -> dict[str, str]:
    near = world.near
    async with world.db.begin() as uow:
        reply = uow.canned_replies.add(
            CannedReply(
                id=new_id(),
                practice_id=near.practice.id,
                title="Hello",
                text="Hello",
                updated_at=NOW,
            )
        )
        service = await make.a_service(uow, practice_id=near.practice.id)
    return {
        "referral": near.jean.referral.id,
        "appointment": near.appointment.id,
        "practice": near.practice.id,
        "person": near.worker.id,
        "worker": near.worker.id,
        "reply": reply.id,
        "service": service.id,
        "flow": "self_referral",
    }


@pytest.mark.parametrize("role", ["link_worker", "practice_manager", "programme_lead"])
async def test_every_page_opens_for_its_roles_and_says_no_to_others(
    role: str, world: World, browser: PageClient, subtests: pytest.Subtests
) -> None:
    ids = await _ids(world)
    person = {
        "link_worker": world.near.worker,
        "practice_manager": world.near.manager,
        "programme_lead": world.near.lead,
    }[role]
    await browser.sign_in(person.email, PASSWORD)
    for route in PAGES:
        with subtests.test(page=route.path):
            asked = {name: value.format(**ids) for name, value in ASKED.get(route.path, {}).items()}
            await _open(browser, route, f"/staff{route.path.format(**ids)}", asked, role)


async def _open(
    browser: PageClient, route: Route, path: str, asked: dict[str, str], role: str
) -> None:
    if asked:
        path += "?" + "&".join(
            f"{name}={value.replace('+', '%2B')}" for name, value in asked.items()
        )
    if role not in route.roles:
        await browser.get(path, status=403)
        return
    page = await browser.get(path)
    kind = "text/csv" if route.path in NOT_HTML else "text/html"
    assert page.headers["Content-Type"].startswith(kind)
    assert not page.path.startswith("/staff/sign-in")
    if role == "programme_lead":
        assert "Jean" not in page.html, "a lead sees figures, not people"
