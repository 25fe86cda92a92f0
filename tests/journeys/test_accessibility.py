from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from bot.staff.app import ROUTES
from tests.journeys.accessibility import assert_accessible_at_both_widths
from tests.journeys.answers import NEED
from tests.journeys.staff_desk import StaffDesk

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


@pytest.mark.parametrize("address", ["/", "/try", "/chat/demo", "/chat/nowhere", "/staff/"])
def test_a_page_as_it_opens(visitors: Visitors, address: str) -> None:
    page = visitors.page()
    page.goto(address)

    assert_accessible_at_both_widths(page)


def test_the_phone_in_use(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    phone.page.get_by_text("Be the link worker").click()

    assert_accessible_at_both_widths(phone.page)


def test_the_chat_in_use(visitors: Visitors) -> None:
    chat = visitors.chat()
    chat.write(NEED)

    assert_accessible_at_both_widths(chat.page)


def test_the_inbox_and_a_conversation(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()
    assert_accessible_at_both_widths(desk.page)

    desk.open(address or "")
    assert_accessible_at_both_widths(desk.page)
    for summary in desk.page.locator("summary").all():
        summary.click()
    assert_accessible_at_both_widths(desk.page)

    for below in ("/triage", "/details", "/join", "/safeguarding"):
        desk.open(f"{address}{below}")
        assert_accessible_at_both_widths(desk.page)


def test_a_record_its_holds_and_its_copy(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.practice_manager()
    below = ("privacy", "privacy/copy", "privacy/erase")
    for page in ("/staff/privacy", *(f"{address}/{one}" for one in below)):
        desk.open(page)
        assert_accessible_at_both_widths(desk.page)


def test_the_canned_replies(visitors: Visitors) -> None:
    desk = visitors.link_worker()
    desk.open("/staff/replies")
    assert_accessible_at_both_widths(desk.page)

    desk.page.get_by_role("button", name="Add a reply").click()
    assert_accessible_at_both_widths(desk.page)


def test_accounts_and_people(visitors: Visitors) -> None:
    page = visitors.page()
    desk = StaffDesk.signed_in(page, "manager@demo.example", visitors.site.password)
    for address in ("/account", "/account/second-step", "/people", "/people/invite"):
        desk.open(f"/staff{address}")
        assert_accessible_at_both_widths(page)
    desk.open("/staff/people")
    page.get_by_role("link", name="Morag Sinclair").click()
    assert_accessible_at_both_widths(page)


@pytest.mark.parametrize(
    "address",
    [
        "/staff/calendar",
        "/staff/calendar?view=day",
        "/staff/calendar/hours",
        "/staff/calendar/waiting",
        "/staff/appointments",
    ],
)
def test_the_pages_of_the_calendar(visitors: Visitors, address: str) -> None:
    desk = visitors.link_worker()
    desk.open(address)

    assert_accessible_at_both_widths(desk.page)


SETTINGS = (
    "How this practice works",
    "Link workers and sharing",
    "New referrals",
    "Reminders",
    "When texts are sent",
    "When your team reads texts",
    "Numbers and address",
)


def test_the_settings_and_the_texts(visitors: Visitors) -> None:
    desk = visitors.practice_manager()
    for address in ("settings", "messages", "messages?status=due", "opt-outs"):
        desk.open(f"/staff/{address}")
        assert_accessible_at_both_widths(desk.page)
    for setting in SETTINGS:
        desk.change(setting)
        assert_accessible_at_both_widths(desk.page)
    desk.change("Numbers and address")
    desk.page.get_by_label("Phone number to give people").fill("ring us")
    desk.page.get_by_role("button", name="Save").click()
    desk.page.get_by_text("There is a problem").wait_for()
    assert_accessible_at_both_widths(desk.page)


def test_the_caseload_a_plan_and_help(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()
    for page in (
        "/staff/caseload?whose=all",
        f"{address}/check-ins",
        "/staff/help",
        "/staff/patient-guide",
        "/staff/understanding",
    ):
        desk.open(page)
        assert_accessible_at_both_widths(desk.page)


def test_check_ins_and_first_steps_of_a_manager(visitors: Visitors) -> None:
    desk = visitors.practice_manager()
    for address in ("/staff/check-ins", "/staff/start"):
        desk.open(address)
        assert_accessible_at_both_widths(desk.page)


CHECKED: Final = {
    "above": (
        "/ /referrals/{referral} /referrals/{referral}/triage /referrals/{referral}/details "
        "/referrals/{referral}/join "
        "/referrals/{referral}/safeguarding "
        "/referrals/{referral}/privacy /referrals/{referral}/privacy/copy "
        "/referrals/{referral}/privacy/erase /referrals/{referral}/check-ins /privacy /replies "
        "/replies/{practice}/new /account /account/second-step /people /people/invite "
        "/people/{person} /calendar /calendar/hours /calendar/hours/{worker} /calendar/waiting "
        "/appointments /settings /settings/{practice}/work /settings/{practice}/team "
        "/settings/{practice}/intake /settings/{practice}/reminders /settings/{practice}/hours "
        "/settings/{practice}/contact /settings/{practice}/team-hours "
        "/settings/{practice}/area /messages /opt-outs "
        "/caseload /help /patient-guide "
        "/patient-guide/{practice} /understanding /check-ins /start /services "
        "/services/{practice}/new /services/{practice}/{service}"
    ),
    "programme_lead/test_reads_reports.py": (
        "/reports /reports/waits /reports/appointments /reports/gaps /reports/practice-team "
        "/flows /flows/{flow}"
    ),
    "test_the_pages_that_nothing_else_opens": (
        "/search /calendar/new /calendar/rooms /appointments/{appointment} "
        "/replies/{practice}/{reply} /settings/{practice}/import /reports/check-ins /reports/texts"
    ),
    "no page of their own": "/live /figures /reports/table.csv "
    "/reports/core-dataset.csv /referrals/{referral}/next",
}
"""Where each page of the route table is looked at by axe."""


def test_no_page_of_the_route_table_is_forgotten() -> None:
    checked = {path for paths in CHECKED.values() for path in paths.split()}
    assert checked == {route.path for route in ROUTES if route.method == "GET"}


def test_the_pages_that_nothing_else_opens(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    desk = visitors.practice_manager()
    page = desk.page
    page.get_by_label("Find a person").fill("Jean")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("heading", name="Find a person", level=1).wait_for()
    assert_accessible_at_both_widths(page)

    desk.open("/staff/replies")
    page.get_by_role("button", name="Add a reply").click()
    page.get_by_label("Name", exact=True).fill("Hello")
    page.get_by_label("Text", exact=True).fill("Hello, this is Morag.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Hello").click()
    page.get_by_role("button", name="Save").wait_for()
    assert_accessible_at_both_widths(page)

    desk.open("/staff/settings")
    page.get_by_role("link", name="Import appointments from a spreadsheet").click()
    page.get_by_role("heading", level=1).wait_for()
    assert_accessible_at_both_widths(page)

    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk.open(address or "")
    visit = page.locator("a[href^='/staff/appointments/']").first.get_attribute("href")
    desk.open(visit or "")
    assert_accessible_at_both_widths(page)
    page.get_by_role("link", name="Back to the calendar").click()
    new = page.locator("[data-drop] a").first.get_attribute("href")
    for opened in (
        new or "",
        "/staff/calendar/rooms",
        "/staff/reports/check-ins",
        "/staff/reports/texts",
    ):
        desk.open(opened)
        assert_accessible_at_both_widths(page)


def test_the_local_services(visitors: Visitors) -> None:
    desk = visitors.link_worker()
    desk.open("/staff/services")
    assert_accessible_at_both_widths(desk.page)

    desk.page.get_by_role("button", name="Add a service").click()
    desk.page.get_by_role("button", name="Save").click()
    desk.page.get_by_text("There is a problem").wait_for()
    assert_accessible_at_both_widths(desk.page)

    desk.open("/staff/services")
    desk.page.locator("tbody a").first.click()
    desk.page.get_by_role("button", name="Hide it for now").wait_for()
    assert_accessible_at_both_widths(desk.page)
