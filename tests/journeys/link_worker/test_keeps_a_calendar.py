from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

BOOKED = re.compile(r"/staff/appointments/[0-9a-f]{32}")


def open_the_visit_of_jean(page: Page) -> None:
    """The calendar of the day on which Jean is seen, wherever she is booked."""
    page.goto("/staff/appointments")
    page.get_by_role("row", name=re.compile("Jean")).first.get_by_role("link").first.click()
    page.wait_for_url(BOOKED)
    page.get_by_role("link", name="Back to the calendar").click()
    page.get_by_role("link", name="Day", exact=True).click()


def test_drags_a_visit_onto_a_free_time_and_moves_it(visitors: Visitors) -> None:
    visitors.phone().refer_myself()
    page = visitors.link_worker(height=1600).page
    open_the_visit_of_jean(page)
    visit = page.locator("[data-visit]").first
    free = page.locator("[data-drop]").first
    wanted = free.get_by_role("time").inner_text()

    visit.drag_to(free)

    page.wait_for_url(BOOKED)
    expect(page.get_by_label("New time").locator("option:checked")).to_contain_text(wanted)
    assert_accessible(page)
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_text("Appointment moved")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(wanted)


def test_adds_leave_by_keyboard_alone(visitors: Visitors) -> None:
    page = visitors.link_worker().page
    page.goto("/staff/calendar/hours")

    page.get_by_label("First day").fill("2030-07-01")
    page.get_by_role("button", name="Add leave").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Mon 1 Jul 2030", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("leave from Mon 1 Jul 2030")).click()
    expect(page.get_by_text("Leave removed.")).to_be_visible()
