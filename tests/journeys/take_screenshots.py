"""The pictures of the documentation: `make screenshots`. Not part of `make test`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Visitors
from tests.journeys.phone import Phone

IMAGES = Path(__file__).parents[2] / "docs/images"


def test_take_the_picture_of_the_phone_beside_the_link_worker(visitors: Visitors) -> None:
    phone = Phone.taken(visitors.page(width=1360, height=860))
    phone.refer_myself()

    phone.page.screenshot(path=IMAGES / "try.png", full_page=True)


def test_take_the_picture_of_a_conversation(visitors: Visitors) -> None:
    visitors.phone().refer_myself()
    desk = visitors.link_worker(width=1280, height=1000)
    desk.page.get_by_role("link", name="Jean").first.click()
    desk.page.get_by_role("heading", name="Jean").first.wait_for()

    desk.page.screenshot(path=IMAGES / "conversation.png")


@pytest.mark.parametrize("page", ["inbox", "calendar", "caseload", "reports"])
def test_take_the_picture_of_a_page_of_the_link_worker(visitors: Visitors, page: str) -> None:
    visitors.phone().refer_myself()
    visitors.phone().text("i dont see the point of going on any more")
    desk = visitors.link_worker(width=1280, height=900)
    desk.open("/staff/" if page == "inbox" else f"/staff/{page}")

    desk.page.screenshot(path=IMAGES / f"{page}.png")


def test_take_the_picture_of_the_settings(visitors: Visitors) -> None:
    desk = visitors.practice_manager(width=1280, height=900)
    desk.open("/staff/settings")

    desk.page.screenshot(path=IMAGES / "settings.png", full_page=True)
