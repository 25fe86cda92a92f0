from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.answers import MOST_TEXTS, NEED

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_is_booked_in_eight_texts_and_the_link_worker_sees_why(visitors: Visitors) -> None:
    phone = visitors.phone()

    booked = phone.refer_myself()

    assert phone.texts_sent <= MOST_TEXTS
    assert "Morag" in booked or "Ewan" in booked
    expect(phone.worker).to_contain_text("Jean Broon")
    expect(phone.worker).to_contain_text("(booked)")
    marks = phone.worker.locator("mark")
    assert marks.filter(has_text=re.compile("leccy")).count() == 1
    assert marks.filter(has_text=re.compile("landlord|oot")).count() >= 1


def test_moves_the_clock_and_reminder_and_check_in_arrive(visitors: Visitors) -> None:
    phone = visitors.phone()
    phone.refer_myself()

    phone.wait_for_next("Does that still suit?")
    phone.text("aye")
    expect(phone.worker).to_contain_text("(confirmed)")

    phone.wait_for_next("How have things been")
    phone.text("worse")
    expect(phone.worker).to_contain_text("says things are worse")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (1366, 768)])
def test_sees_where_to_write_without_scrolling(visitors: Visitors, width: int, height: int) -> None:
    page = visitors.page(width=width, height=height)
    page.goto("/try")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport(ratio=1)


def test_two_browsers_hold_two_phones(visitors: Visitors) -> None:
    one, other = visitors.phone(), visitors.phone()

    one.text("awfy lonely")
    other.text("nae food in the hoose")

    assert one.number != other.number
    expect(one.page.get_by_role("log")).not_to_contain_text("nae food")
    expect(other.page.get_by_role("log")).not_to_contain_text("lonely")


def test_does_it_all_without_javascript(visitors: Visitors) -> None:
    phone = visitors.phone(java_script_enabled=False)

    phone.refer_myself()
    phone.press("+1 hour")

    expect(phone.worker).to_contain_text("(booked)")
    expect(phone.page.get_by_role("region", name="This phone’s clock")).to_contain_text(
        "1 hour ahead"
    )


def test_is_answered_by_a_person_and_the_machine_is_silent_until_handed_back(
    visitors: Visitors,
) -> None:
    phone = visitors.phone()
    phone.text(NEED)
    phone.page.get_by_text("Be the link worker").click()
    phone.page.get_by_label("Reply as the link worker").fill("It's Morag, I'm reading this")
    phone.press("Send reply")
    log = phone.page.get_by_role("log")
    expect(log).to_contain_text("It's Morag, I'm reading this")

    outgoing = phone.page.locator(".bubble--out")
    count = outgoing.count()
    phone.page.get_by_label("Text message", exact=True).fill("thanks hen")
    phone.page.get_by_role("button", name="Send", exact=True).click()
    expect(log).to_contain_text("thanks hen")
    expect(phone.page.locator("[data-live]")).not_to_have_attribute("aria-busy", "true")
    expect(outgoing).to_have_count(count)

    phone.press("Hand back to Blether")
    expect(phone.worker).to_contain_text("Blether is answering")


def test_who_is_in_danger_gets_the_lines_at_once(visitors: Visitors) -> None:
    phone = visitors.phone()

    answered = phone.text("i dont want to be here any more")

    for line in ("999", "111", "116 123"):
        assert line in answered
    expect(phone.worker).to_contain_text("crisis")
