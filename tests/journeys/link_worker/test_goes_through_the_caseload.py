from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_sees_who_is_worse_and_plans_to_ask_again(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    phone.wait_for_next("How have things been")
    phone.text("worse")
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()

    desk.open("/staff/caseload?whose=all")
    row = desk.page.locator("tr", has=desk.page.locator(f'a[href="{address}"]'))
    expect(row).to_contain_text("said worse")

    row.get_by_role("link", name="plan check-ins with Jean").click()
    desk.page.get_by_label("1 week", exact=True).check()
    desk.page.get_by_label("8 weeks").check()
    desk.page.get_by_label("One question from 0 to 10").select_option("happy")
    desk.page.get_by_role("button", name="Save the plan").click()

    expect(desk.page.get_by_text("The plan is saved.")).to_be_visible()
    expect(desk.page.locator(".plan-dates")).to_contain_text("worse")
    expect(desk.page.locator(".plan-dates")).to_contain_text("planned")

    desk.page.get_by_role("button", name="Stop check-ins").click()
    expect(desk.page.get_by_text("Check-ins are stopped.")).to_be_visible()
    expect(desk.page.locator(".plan-dates")).not_to_contain_text("planned")
