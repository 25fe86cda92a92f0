from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_answers_notes_and_moves_a_visit_without_javascript(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker(java_script_enabled=False)
    page = desk.page
    desk.open(address or "")

    page.get_by_role("button", name="Take over").click()
    page.get_by_label("Your text").fill("Hello Jean, it is Morag. I will ring you.")
    page.get_by_role("button", name="Count length and cost").click()
    expect(page.get_by_label("Your text")).to_have_value(re.compile("it is Morag"))
    expect(page.get_by_text(re.compile("1 segment")).first).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".bubble").filter(has_text="it is Morag")).to_be_visible()

    page.locator("summary", has_text="Add a note").click()
    page.locator("#note").fill("Likes to be rung in the morning")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Likes to be rung in the morning")).to_be_visible()

    page.locator("a[href^='/staff/appointments/']").first.click()
    page.get_by_label("New time").select_option(index=3)
    wanted = page.get_by_label("New time").locator("option").nth(3).inner_text()
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(wanted.split(", ")[1])


def test_finds_puts_off_and_filters_without_javascript(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    number = phone.number.replace(" ", "")[-3:]
    desk = visitors.link_worker(java_script_enabled=False)
    page = desk.page

    page.get_by_label("Find a person").fill(number)
    page.get_by_role("button", name="Find").click()
    page.locator("a.inbox__name", has_text="Jean Broon").first.click()
    page.locator("summary", has_text="Snooze").click()
    page.get_by_role("button", name="Snooze", exact=True).click()
    desk.open("/staff/?snoozed=1")
    expect(page.locator("ol.inbox > li", has_text="Jean Broon").first).to_be_visible()

    desk.open("/staff/")
    page.locator("summary", has_text="Filters and saved views").click()
    page.get_by_label("Need").select_option("energy")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("need=energy"))
