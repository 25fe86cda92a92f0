from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.answers import NEED

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_starts_from_a_canned_reply_and_sees_the_cost_change(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()
    desk.open(address or "")
    page, box = desk.page, desk.page.get_by_label("Your text")

    page.get_by_label("Start from a canned reply").select_option(label="I tried to phone")
    page.get_by_role("button", name="Put it in the box").click()
    expect(box).to_have_value(
        "Hi, I tried to phone you and missed you. No harm done. When would "
        "be a good time to try again? Morag"
    )
    expect(page.get_by_text("Costs 2.6p")).to_be_visible()
    box.press_sequentially(" And here is a good deal more, until a second segment is begun by it.")
    expect(page.get_by_text("Costs 5.2p. More than one segment")).to_be_visible()


def test_plans_a_text_for_tomorrow_and_thinks_better_of_it(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()
    desk.open(address or "")
    page = desk.page

    page.get_by_label("Your text").fill("Morag here. Is today any better?")
    page.get_by_text("Send it later instead").click()
    page.get_by_role("button", name="Send later").click()
    expect(page.get_by_text("waiting, to be sent")).to_be_visible()
    expect(phone.page.get_by_role("log")).to_contain_text("waiting to be sent")

    page.get_by_role("button", name="Cancel this text").click()
    expect(page.get_by_text("cancelled before sending: by a person")).to_be_visible()
    expect(phone.page.get_by_role("log")).not_to_contain_text("waiting to be sent")


def test_records_a_call_and_a_safeguarding_concern(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()
    desk.open(address or "")
    page = desk.page

    page.get_by_text("Record a phone call").click()
    page.get_by_label("How it went").select_option(label="Spoke to them")
    page.get_by_label("Minutes, if you spoke").fill("12")
    page.get_by_role("button", name="Save call").click()
    expect(page.get_by_text("spoke to them, 12 minutes")).to_be_visible()

    page.get_by_role("link", name="Safeguarding", exact=True).click()
    page.get_by_label("What was the concern?").fill("Bruises on both arms")
    page.get_by_label("Raised with").fill("Isla Reid, social work")
    page.get_by_label("Agreed next step").fill("They visit on Wednesday")
    page.get_by_role("button", name="Save record").click()
    expect(page.get_by_role("heading", name="Record 1")).to_be_visible()
    expect(page.get_by_text("It cannot be changed.", exact=False).first).to_be_visible()


def test_a_refusal_is_in_focus_whoever_was_faster(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk, manager = visitors.link_worker(), visitors.practice_manager()
    desk.open(address or "")
    desk.page.get_by_role("button", name="Take over").click()
    expect(desk.page.locator("#flash-title")).to_be_visible()

    manager.open(address or "")
    page = manager.page
    page.get_by_label("Your text").fill("Shona here.")
    page.get_by_role("button", name="Send", exact=True).click()

    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("A colleague has this conversation.")
    expect(refused).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Take it over from them")).to_be_focused()
