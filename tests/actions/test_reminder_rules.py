"""A practice's own line in its reminders: one text by itself, however letters are counted."""

from __future__ import annotations

import pytest

from actions.booking.reminder_rules import fault_of_wording


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Bring your letters.", ""),
        ("x" * 160, ""),
        ("x" * 161, "160 characters"),
        ("\u201c" + "x" * 158 + "\u201d", ""),  # curly quotes leave as plain ones
        ("x" * 158 + "€", ""),
        ("x" * 159 + "€", "count 161"),  # a euro sign is two
        ("ł" * 70, ""),
        ("ł" + "x" * 70, "70 characters"),
        ("😊" * 35, ""),
        ("😊" * 36, "count 72"),
        ("Ask for {worker}", "brackets"),
    ],
)
def test_a_line_is_one_text_at_the_most(line: str, says: str) -> None:
    fault = fault_of_wording(line)
    assert says in fault
    assert bool(fault) is bool(says)
