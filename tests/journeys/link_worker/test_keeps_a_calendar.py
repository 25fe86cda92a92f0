from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.accessibility import assert_accessible

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

BOOKED = re.compile(r"/staff/appointments/[0-9a-f]{32}")


def test_drags_a_visit_onto_a_free_time_and_moves_it(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    page = visitors.link_worker(height=1600).page
    page.goto(address or "")
    visit_address = page.locator("a[href^='/staff/appointments/']").get_attribute("href")
    page.goto(visit_address or "")
    page.get_by_role("link", name="Back to the calendar").click()
    page.get_by_role("link", name="Day", exact=True).click()
    visit = page.locator("[data-visit]", has=page.locator(f"a[href='{visit_address}']"))
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


def test_the_button_that_opens_the_days_of_a_field_shows_that_it_is_in_focus(
    visitors: Visitors,
) -> None:
    desk = visitors.link_worker()
    desk.open("/staff/calendar/hours")
    field = desk.page.get_by_label("First day")
    field.focus()
    for _ in ("month", "year", "button"):
        desk.page.keyboard.press("Tab")
        ring = field.evaluate("field => getComputedStyle(field).outlineColor")
        assert ring == "rgb(255, 235, 59)"
    assert not field.evaluate("field => field.matches(':focus')")
