from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Visitors


def sheets(page: Page) -> int:
    """How many sheets of A4 the page takes as it prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_the_guide_for_patients_is_one_sheet_and_help_no_more_than_two(visitors: Visitors) -> None:
    desk = visitors.link_worker()

    desk.open("/staff/help")
    assert sheets(desk.page) <= 2

    desk.page.get_by_role("link", name="A one-page guide for patients").click()
    expect(desk.page.get_by_role("img", name="Scan this")).to_be_visible()
    for language in ("Polski", "English"):
        desk.page.get_by_role("link", name=language).click()
        assert sheets(desk.page) == 1
