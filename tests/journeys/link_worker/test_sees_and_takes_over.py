from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.answers import NEED

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_reads_the_words_that_led_to_each_need(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")

    desk = visitors.link_worker()
    desk.open(address or "")

    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Jean Broon")
    assert any("leccy" in words for words in desk.highlighted())


def test_takes_over_and_the_phone_shows_the_reply(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    address = phone.worker.get_by_role("link", name="Open in the staff app").get_attribute("href")
    desk = visitors.link_worker()
    desk.open(address or "")

    desk.page.get_by_label("Your text").fill("Morag here. I can phone you at 2.")
    desk.page.get_by_role("button", name="Send", exact=True).click()

    expect(phone.page.get_by_role("log")).to_contain_text("Morag here. I can phone you at 2.")
    expect(phone.worker).to_contain_text("has taken over")


def test_finds_a_crisis_on_top_of_the_inbox(visitors: Visitors) -> None:
    visitors.phone().text("awfy lonely")
    visitors.phone().text("i want to die")

    desk = visitors.link_worker()

    assert "unseen" in desk.inbox()[0]
