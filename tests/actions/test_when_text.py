from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.basis.when_text import when_text
from actions.intake.save_person import age_on, first_name

GLASGOW = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("at", "language", "text"),
    [
        ("2026-11-24T10:00", "en", "Tue 24 Nov, 10am"),
        ("2026-06-05T12:30", "en", "Fri 5 June, 1:30pm"),  # summer time
        ("2026-03-03T12:00", "en", "Tue 3 March, 12pm"),
        ("2026-11-24T13:30", "pl", "wt. 24 listopada, 13:30"),
        ("2026-12-29T09:00", "pl", "wt. 29 grudnia, 9:00"),  # as the team's hours are written
        ("2026-11-24T10:00", "ur", "Tue 24 Nov, 10am"),
    ],
)
def test_a_time_is_said_as_the_practice_reads_its_clock(at: str, language: str, text: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert when_text(moment, GLASGOW, language) == text


@pytest.mark.parametrize(
    ("name", "first"),
    [("Jean Broon", "Jean"), ("Mrs Henderson", ""), ("dr. Ali Khan", ""), (None, ""), ("Jo", "Jo")],
)
def test_people_are_greeted_by_the_name_they_gave(name: str | None, first: str) -> None:
    assert first_name(name) == first


@pytest.mark.parametrize(
    ("day", "born", "age"),
    [
        ("2026-11-23", "2010-11-24", 15),
        ("2026-11-24", "2010-11-24", 16),
        ("2026-02-28", "2008-02-29", 17),
    ],
)
def test_an_age_is_whole_years(day: str, born: str, age: int) -> None:
    assert age_on(datetime.fromisoformat(day).date(), born) == age
