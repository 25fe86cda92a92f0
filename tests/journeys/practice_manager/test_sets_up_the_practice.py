from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Visitors

HEADER = "Appointment Date,Appointment Time,Session Holder,Mobile Number,Patient Name\n"


def a_weekday(weeks: int) -> str:
    """A day that many weeks ahead, as a diary writes it."""
    day = datetime.now() + timedelta(weeks=weeks)
    return f"{day:%d/%m/%Y}"


def test_sees_the_reminder_change_while_writing_a_line_of_her_own(visitors: Visitors) -> None:
    desk = visitors.practice_manager()
    desk.change("Reminders")
    preview = desk.page.locator("#preview")
    expect(preview).to_contain_text("1 segment, ")

    desk.page.get_by_label("Your own line in the reminder").fill("Bring any letters you have.")

    expect(preview).to_contain_text("Bring any letters you have. Does that still suit?")
    expect(preview).to_contain_text("2 segments, ")
    expect(preview).to_contain_text("£52.00 a year at the most")
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.get_by_text("With your own line")).to_be_visible()
    desk.change("Reminders")
    desk.page.get_by_label("Your own line in the reminder").fill("")
    desk.page.get_by_role("button", name="Save").click()


def test_previews_the_reminder_without_javascript(visitors: Visitors) -> None:
    desk = visitors.practice_manager(java_script_enabled=False)
    desk.change("Reminders")
    desk.page.get_by_label("Your own line in the reminder").fill("See you at the front door.")

    desk.page.get_by_role("button", name="Preview").click()

    expect(desk.page.locator("#preview")).to_contain_text("See you at the front door.")
    desk.page.goto("/staff/settings")
    expect(desk.page.get_by_text("With your own line")).to_have_count(0)


@pytest.mark.parametrize("has_script", [True, False])
def test_imports_a_diary_once_every_row_is_right(visitors: Visitors, has_script: bool) -> None:
    desk = visitors.practice_manager(java_script_enabled=has_script)
    good = f"{a_weekday(8)},1{int(has_script)}:00,Morag Sinclair,07700900801,Ina Minute\n"
    bad = f"{a_weekday(8)},15:00,Nobody Here,0141 496 0000,Bad Row\n"
    _choose(desk.page, HEADER + good + bad)
    expect(desk.page.get_by_text("1 row has a problem")).to_be_visible()
    expect(desk.page.get_by_role("row", name="Bad Row")).to_contain_text("not a UK mobile number")
    expect(desk.page.get_by_role("button", name="Import")).to_have_count(0)
    if has_script:
        assert_accessible(desk.page)

    _choose(desk.page, HEADER + good)
    desk.page.get_by_role("button", name="Import 1 appointment").click()

    expect(desk.page.get_by_text("Appointments imported")).to_be_visible()
    _choose(desk.page, HEADER + good)
    expect(desk.page.get_by_text("Everything in this file is here already")).to_be_visible()


def _choose(page: Page, text: str) -> None:
    page.goto("/staff/settings")
    page.get_by_role("link", name="Import appointments").click()
    file = {"name": "diary.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
