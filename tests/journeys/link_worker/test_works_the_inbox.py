"""Going through the inbox without a mouse, finding somebody, and putting them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.answers import NEED

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_goes_through_the_inbox_by_keys_alone(visitors: Visitors) -> None:
    for _ in range(2):
        visitors.phone().text("can i speak to a person")
    page = visitors.link_worker().page
    names = page.locator("a.inbox__name")

    page.keyboard.press("j")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Find a person")).to_be_focused()
    page.keyboard.type("joka?")
    expect(page.get_by_label("Find a person")).to_have_value("joka?")
    page.locator("li", has=page.get_by_role("button", name="Assign to me")).first.get_by_role(
        "link"
    ).first.focus()
    page.keyboard.press("a")
    expect(page.get_by_text("Saved whose this is.")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("link", name="Back to the inbox")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 640)])
def test_finds_somebody_by_a_word_of_theirs_and_snoozes_them(
    visitors: Visitors, width: int, height: int
) -> None:
    visitors.phone().text(f"{NEED} and the budgie's deid")
    page = visitors.link_worker(width=width, height=height).page
    page.get_by_text("Filters and saved views").click()
    page.get_by_text("Keyboard shortcuts").click()
    assert_accessible(page)

    page.get_by_label("Find a person").fill("budgies")
    page.get_by_role("button", name="Find", exact=True).click()
    assert "budgie" not in page.url
    assert_accessible(page)
    page.locator("a.inbox__name").first.click()
    page.locator("#snooze summary").click()
    page.locator("#mute summary").click()
    assert_accessible(page)
    page.get_by_role("button", name="Snooze", exact=True).click()

    expect(page.get_by_text("Snoozed until")).to_be_visible()
    page.goto("/staff/?snoozed=1")
    assert page.locator("a.inbox__name").count() >= 1


def test_a_page_that_is_signed_out_says_that_it_is_behind(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text("can i speak to a person")
    page = visitors.link_worker().page
    expect(page.get_by_role("heading", name="Inbox", level=1)).to_be_visible()
    page.context.clear_cookies()

    phone.text("are you there")

    expect(page.get_by_text("You are signed out. This page is not kept up to date")).to_be_visible()
