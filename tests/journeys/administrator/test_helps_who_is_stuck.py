from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.staff_desk import StaffDesk

if TYPE_CHECKING:
    from tests.journeys.conftest import Site, Visitors

ADMINISTRATOR = "isla@health.example"
COLLEAGUE = "struan@demo.example"
PASSWORD = "four plain old words"


def _account(site: Site, email: str, name: str, role: str) -> None:
    """As the one who runs the server makes it."""
    site.run(
        *("staff", "add", "--practice", "demo", "--email", email),
        *("--name", name, "--role", role, "--password", PASSWORD),
    )


@pytest.fixture(scope="module", autouse=True)
def _people(site: Site) -> None:
    _account(site, ADMINISTRATOR, "Isla Grant", "administrator")
    _account(site, COLLEAGUE, "Struan Bell", "link_worker")


def _administrator(visitors: Visitors, **more: bool) -> Page:
    return StaffDesk.signed_in(visitors.page(**more), ADMINISTRATOR, PASSWORD).page


def _open(page: Page, name: str) -> None:
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name, level=1).wait_for()


def test_lets_a_colleague_in_who_lost_the_phone_with_the_second_step(visitors: Visitors) -> None:
    colleague = StaffDesk.signed_in(visitors.page(width=390, height=844), COLLEAGUE, PASSWORD).page
    colleague.goto("/staff/account")
    colleague.get_by_role("button", name="Set it up").click()
    colleague.get_by_label("Your password").fill(PASSWORD)
    colleague.get_by_role("button", name="Set it up").click()
    colleague.get_by_text("I cannot scan it").click()
    app = pyotp.TOTP(colleague.locator(".key").inner_text().replace(" ", ""))
    colleague.get_by_label("Code that the app shows now").fill(app.at(time.time()))
    colleague.get_by_role("button", name="Turn on the second step").click()
    colleague.get_by_role("heading", level=1).wait_for()

    page = _administrator(visitors)
    _open(page, "Struan Bell")
    assert_accessible(page)
    page.get_by_role("button", name="Clear the second step").click()

    expect(page.get_by_role("button", name="Clear the second step")).to_have_count(0)
    colleague.goto("/staff/")
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Sign in")
    StaffDesk.signed_in(colleague, COLLEAGUE, PASSWORD)


def test_makes_a_colleague_the_practice_manager(visitors: Visitors) -> None:
    colleague = StaffDesk.signed_in(visitors.page(), COLLEAGUE, PASSWORD).page
    assert colleague.get_by_role("link", name="People", exact=True).count() == 0

    page = _administrator(visitors)
    _open(page, "Struan Bell")
    page.get_by_label("Practice manager").check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Practice manager").first).to_be_visible()
    colleague.goto("/staff/")
    StaffDesk.signed_in(colleague, COLLEAGUE, PASSWORD)
    colleague.get_by_role("link", name="People", exact=True).click()
    expect(colleague.get_by_role("row", name="Isla Grant")).to_contain_text("Administrator")


@pytest.mark.parametrize("has_script", [True, False])
def test_gives_the_practice_another_texting_number(visitors: Visitors, has_script: bool) -> None:
    page = _administrator(visitors, java_script_enabled=has_script)
    desk = StaffDesk(page)
    desk.change("Numbers and address")
    if has_script:
        assert_accessible(page)
    before = page.get_by_label("Texting number").input_value()

    page.get_by_label("Texting number").fill("nothing like a number")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for number in ("+447700900998", before):
        desk.change("Numbers and address")
        page.get_by_label("Texting number").fill(number)
        page.get_by_role("button", name="Save").click()

        desk.change("Numbers and address")
        expect(page.get_by_label("Texting number")).to_have_value(number)
