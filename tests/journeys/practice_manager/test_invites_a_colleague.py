from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyotp
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible, assert_no_wider_than_window
from tests.journeys.staff_desk import StaffDesk

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

PASSWORD = "three odd words"
ONE_LONG_WORD = "Maximiliana " + "Featherstonehaughcholmondeley" * 5
"""A name that the form takes."""


def _invite(page: Page, email: str, name: str = "Ailsa Reid") -> str:
    """The link that the manager is shown, who has the form before them."""
    page.get_by_label("Their name").fill(name)
    page.get_by_label("Their email address at work").fill(email)
    page.get_by_label("Link worker").check()
    page.get_by_role("button", name="Make the invitation").click()
    assert_accessible(page)
    return page.get_by_label("Link", exact=True).input_value()


def _sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_colleague_joins_by_the_link_and_adds_a_second_step(visitors: Visitors) -> None:
    email = "ailsa@demo.example"
    manager = StaffDesk.signed_in(visitors.page(), "manager@demo.example", visitors.site.password)
    manager.page.get_by_role("link", name="People", exact=True).click()
    manager.page.get_by_role("button", name="Invite somebody").click()
    link = _invite(manager.page, email)

    ailsa = visitors.page(width=390, height=844)
    ailsa.goto(link)
    assert_accessible(ailsa)
    ailsa.get_by_label("Password", exact=True).fill(PASSWORD)
    ailsa.get_by_label("The same password again").fill(PASSWORD)
    ailsa.get_by_role("button", name="Save password").click()
    _sign_in(ailsa, email)
    ailsa.get_by_role("heading", name="Inbox", level=1).wait_for()

    app = _set_up_second_step(ailsa)
    ailsa.get_by_role("button", name="Sign out").click()
    _sign_in(ailsa, email)
    assert_accessible(ailsa)
    ailsa.get_by_label("Code from your app").fill(app.at(time.time(), counter_offset=1))
    ailsa.get_by_role("button", name="Continue").click()

    expect(ailsa.get_by_role("heading", level=1)).to_have_text("Inbox")
    manager.page.goto("/staff/people")
    expect(manager.page.get_by_role("row", name="Ailsa Reid")).to_contain_text("on")


def _set_up_second_step(page: Page) -> pyotp.TOTP:
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("button", name="Set it up").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("img", name="QR code for your authenticator app")).to_be_visible()
    assert_accessible(page)
    page.get_by_text("I cannot scan it").click()
    app = pyotp.TOTP(page.locator(".key").inner_text().replace(" ", ""))
    page.get_by_label("Code that the app shows now").fill(app.now())
    page.get_by_role("button", name="Turn on the second step").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert_accessible(page)
    return app


def test_a_colleague_whose_name_is_one_long_word_widens_no_page(visitors: Visitors) -> None:
    narrow = visitors.page(width=390, height=844)
    desk = StaffDesk.signed_in(narrow, "manager@demo.example", visitors.site.password)
    desk.open("/staff/people/invite")
    link = _invite(narrow, "maximiliana@demo.example", ONE_LONG_WORD)
    assert_no_wider_than_window(narrow)

    joining = visitors.page(width=390, height=844)
    joining.goto(link)
    assert_no_wider_than_window(joining)
    joining.get_by_label("Password", exact=True).fill(PASSWORD)
    joining.get_by_label("The same password again").fill(PASSWORD)
    joining.get_by_role("button", name="Save password").click()
    joining.get_by_role("button", name="Sign in").wait_for()

    for width in (1280, 390):
        narrow.set_viewport_size({"width": width, "height": 844})
        for address in ("people", "calendar", "calendar?view=day", "calendar/hours"):
            desk.open(f"/staff/{address}")
            assert_no_wider_than_window(narrow)
    narrow.get_by_role("link", name=ONE_LONG_WORD).click()
    assert_no_wider_than_window(narrow)
