"""Whatever else is pressed or happens while a link worker writes, the words and the news stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

from tests.journeys.answers import NEED
from tests.journeys.phone import Phone
from tests.journeys.staff_desk import StaffDesk

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors

WORDS = "Great, glad it is sorted. See you Wednesday!"


def _written_to(visitors: Visitors) -> tuple[Phone, Page, str]:
    """A phone, and a link worker who has its conversation open."""
    phone = visitors.phone()
    phone.text(NEED)
    found = phone.worker.get_by_role("link", name="Open in the staff app")
    address = found.get_attribute("href") or ""
    desk = visitors.link_worker()
    desk.open(address)
    return phone, desk.page, address


def _box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your text")


def _press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_sees_a_crisis_that_comes_after_the_length_was_counted(visitors: Visitors) -> None:
    phone, page, address = _written_to(visitors)
    _box(page).fill(WORDS)
    _press(page, "Count length and cost")
    expect(page.get_by_text("1 segment", exact=False).first).to_be_visible()
    phone.text("i want to kill myself tonight")
    expect(page.locator("#case-warnings")).to_contain_text("a text that may mean danger")
    expect(_box(page)).to_have_value(WORDS)
    assert page.url.endswith(address)


def test_a_refused_text_is_not_sent_by_reading_the_page_anew(visitors: Visitors) -> None:
    _, page, address = _written_to(visitors)
    colleague = StaffDesk.signed_in(visitors.page(), "ewan@demo.example", visitors.site.password)
    colleague.open(address)
    _press(colleague.page, "Take over")
    expect(colleague.page.get_by_text("You have this conversation.").first).to_be_visible()
    _box(page).fill("Are you free at 3 today?")
    _press(page, "Send")
    expect(page.get_by_role("alert")).to_contain_text("it was not sent")
    _press(colleague.page, "Hand back to Blether")
    expect(page.locator("#case-owner")).to_contain_text("Nobody has this conversation")
    _box(page).fill("Never mind, other words")
    page.reload()
    expect(_box(page)).to_have_value("Never mind, other words")
    expect(page.locator("#case-timeline")).not_to_contain_text("Are you free at 3 today?")


def test_words_in_one_box_stay_whatever_else_is_pressed(visitors: Visitors) -> None:
    phone, page, _ = _written_to(visitors)
    _box(page).fill(WORDS)
    _press(page, "Take over")
    expect(page.locator("#flash-title")).to_contain_text("You have this conversation")
    expect(_box(page)).to_have_value(WORDS)

    page.locator("summary", has_text="Add a note").click()
    page.locator("#note").fill("Likes to be called Jeannie")
    phone.text("i want to kill myself tonight")
    _press(page, "I have seen it")
    expect(page.locator("#flash-title")).to_contain_text("Marked as seen")
    expect(_box(page)).to_have_value(WORDS)
    expect(page.locator("#note")).to_have_value("Likes to be called Jeannie")
    expect(page.locator("#note")).to_be_visible()

    _press(page, "Send")
    expect(page.locator("#flash-title")).to_contain_text("text")
    expect(_box(page)).to_have_value("")
    _press(page, "Save note")
    expect(page.locator("#flash-title")).to_contain_text("Note saved")
    page.reload()
    expect(page.locator("#note")).to_have_value("")
    expect(_box(page)).to_have_value("")


def test_goes_back_to_what_was_found_and_to_a_counted_text(visitors: Visitors) -> None:
    _, page, _ = _written_to(visitors)
    _box(page).fill(WORDS)
    _press(page, "Count length and cost")
    _box(page).fill(f"{WORDS} Morag")
    page.goto("/staff/calendar")
    page.go_back()
    expect(_box(page)).to_have_value(f"{WORDS} Morag")

    page.goto("/staff/")
    page.get_by_label("Find a person").fill("leccy")
    _press(page, "Find")
    page.locator("a.inbox__name").first.click()
    page.get_by_role("heading", name="What was said and done").wait_for()
    page.go_back()
    expect(page.locator("#found")).to_contain_text("found")
    assert "leccy" not in page.url


def test_half_typed_words_are_gone_after_signing_out(visitors: Visitors) -> None:
    _, page, address = _written_to(visitors)
    _box(page).fill(WORDS)
    _press(page, "Sign out")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    StaffDesk.signed_in(page, "morag@demo.example", visitors.site.password)
    page.goto(address)
    expect(_box(page)).to_have_value("")


def test_half_typed_words_are_for_who_typed_them_alone(visitors: Visitors) -> None:
    _, page, address = _written_to(visitors)
    _box(page).fill(WORDS)
    page.context.clear_cookies()  # the session is over, without a word
    StaffDesk.signed_in(page, "ewan@demo.example", visitors.site.password)
    assert page.evaluate("sessionStorage.length") == 0
    page.goto(address)
    expect(_box(page)).to_have_value("")
