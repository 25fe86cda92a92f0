from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.accessibility import assert_accessible
from tests.journeys.answers import NEED
from tests.journeys.staff_desk import StaffDesk

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

SIZES = [(1280, 900), (320, 640)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("address", ["/", "/try", "/chat/demo", "/chat/nowhere", "/staff/"])
def test_a_page_as_it_opens(visitors: Visitors, address: str, width: int, height: int) -> None:
    page = visitors.page(width=width, height=height)
    page.goto(address)

    assert_accessible(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_phone_in_use(visitors: Visitors, width: int, height: int) -> None:
    phone = visitors.phone(width=width, height=height)
    phone.text(NEED)
    phone.page.get_by_text("Be the link worker").click()

    assert_accessible(phone.page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_chat_in_use(visitors: Visitors, width: int, height: int) -> None:
    chat = visitors.chat(width=width, height=height)
    chat.write(NEED)

    assert_accessible(chat.page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_inbox_and_a_conversation(visitors: Visitors, width: int, height: int) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker(width=width, height=height)
    assert_accessible(desk.page)

    desk.open(address or "")
    assert_accessible(desk.page)
    for summary in desk.page.locator("summary").all():
        summary.click()
    assert_accessible(desk.page)

    for below in ("/triage", "/safeguarding"):
        desk.open(f"{address}{below}")
        assert_accessible(desk.page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_record_its_holds_and_its_copy(visitors: Visitors, width: int, height: int) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.practice_manager(width=width, height=height)
    for page in ("/staff/privacy", f"{address}/privacy", f"{address}/privacy/copy"):
        desk.open(page)
        assert_accessible(desk.page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_canned_replies(visitors: Visitors, width: int, height: int) -> None:
    desk = visitors.link_worker(width=width, height=height)
    desk.open("/staff/replies")
    assert_accessible(desk.page)

    desk.page.get_by_role("button", name="Add a reply").click()
    assert_accessible(desk.page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_accounts_and_people(visitors: Visitors, width: int, height: int) -> None:
    page = visitors.page(width=width, height=height)
    desk = StaffDesk.signed_in(page, "manager@demo.example", visitors.site.password)
    for address in ("/account", "/account/second-step", "/people", "/people/invite"):
        desk.open(f"/staff{address}")
        assert_accessible(page)
    desk.open("/staff/people")
    page.get_by_role("link", name="Morag Sinclair").click()
    assert_accessible(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
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
def test_the_pages_of_the_calendar(
    visitors: Visitors, address: str, width: int, height: int
) -> None:
    desk = visitors.link_worker(width=width, height=height)
    desk.open(address)

    assert_accessible(desk.page)


SETTINGS = (
    "How this practice works",
    "Link workers and sharing",
    "New referrals",
    "Reminders",
    "When texts are sent",
    "Numbers and address",
)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_settings_and_the_texts(visitors: Visitors, width: int, height: int) -> None:
    desk = visitors.practice_manager(width=width, height=height)
    for address in ("settings", "messages", "messages?status=due", "opt-outs"):
        desk.open(f"/staff/{address}")
        assert_accessible(desk.page)
    for setting in SETTINGS:
        desk.change(setting)
        assert_accessible(desk.page)
    desk.change("Numbers and address")
    desk.page.get_by_label("Phone number to give people").fill("ring us")
    desk.page.get_by_role("button", name="Save").click()
    desk.page.get_by_text("There is a problem").wait_for()
    assert_accessible(desk.page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_caseload_a_plan_and_help(visitors: Visitors, width: int, height: int) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker(width=width, height=height)
    for page in (
        "/staff/caseload?whose=all",
        f"{address}/check-ins",
        "/staff/help",
        "/staff/patient-guide",
    ):
        desk.open(page)
        assert_accessible(desk.page)
