from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible_at_both_widths

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

PAGES = (
    "/staff/reports",
    "/staff/reports/waits",
    "/staff/reports/appointments",
    "/staff/reports/gaps",
    "/staff/reports/practice-team",
    "/staff/flows",
    "/staff/flows/self_referral",
)


def signed_in(visitors: Visitors) -> Page:
    page = visitors.page()
    page.goto("/staff/")
    page.get_by_label("Email address").fill("lead@demo.example")
    page.get_by_label("Password").fill(visitors.site.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Reports", level=1).wait_for()
    return page


def test_sees_who_asked_for_help_last_month_and_takes_the_table_away(visitors: Visitors) -> None:
    visitors.phone().text("cannae pay ma leccy")
    page = signed_in(visitors)

    page.get_by_label("Time", exact=True).select_option("This month so far")
    page.get_by_role("button", name="Show").click()

    expect(page.locator(".figure-row")).to_contain_text("people asked for help")
    assert "Jean" not in page.content()
    with page.expect_download() as file:
        page.get_by_role("link", name=re.compile("Download as CSV.*What they need")).click()
    assert "heating or power" in file.value.path().read_text(encoding="utf-8")


def test_sees_where_people_stop_in_a_flow(visitors: Visitors) -> None:
    visitors.phone().text("cannae pay ma leccy")
    page = signed_in(visitors)

    page.get_by_role("link", name="Flows").click()
    page.get_by_role("link", name="Asking for help").click()

    expect(page.get_by_role("img", name=re.compile("Drawing of"))).to_be_visible()
    asked = page.get_by_role("row").filter(has_text="Have I understood")
    expect(asked.get_by_role("cell").first).not_to_have_text(re.compile("^(0|–)$"))


def test_every_page_is_accessible(visitors: Visitors) -> None:
    page = signed_in(visitors)
    for address in PAGES:
        page.goto(address)
        assert_accessible_at_both_widths(page)
