"""Which of the two databases a test runs on: both, or, behind a whole app, one of them by turns.

A page or an answer of the API is the same work on either database down to storage, and what is
written for one of them alone stands in storage, which `tests/storage` and the modules named here
run on both: all views and reports, and every query that is written in two ways.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Final

KINDS: Final = ("sqlite", "postgresql")
BY_TURNS: Final = ("staff", "api")
"""Folders of tests/ whose tests take turns, but for the modules below."""
ON_BOTH: Final = (
    "staff/test_calendar.py",
    "staff/test_calendar_feed.py",
    "staff/test_caseload.py",
    "staff/test_every_page.py",
    "staff/test_hours.py",
    "staff/test_import.py",
    "staff/test_inbox_views.py",
    "staff/test_joining.py",
    "staff/test_messages.py",
    "staff/test_practice_walls.py",
    "staff/test_reports.py",
    "staff/test_search.py",
    "api/test_appointments.py",
    "api/test_fhir.py",
    "api/test_health.py",
    "api/test_idempotency_key.py",
    "api/test_records.py",
    "api/test_referrals.py",
)
TESTS: Final = Path(__file__).parent.parent


def kinds_for(path: Path, name: str) -> tuple[str, ...]:
    """For a test by its file and its name, which says for itself whose turn it is."""
    place = path.relative_to(TESTS)
    if place.parts[0] not in BY_TURNS or place.as_posix() in ON_BOTH:
        return KINDS
    return (KINDS[zlib.crc32(name.encode()) % len(KINDS)],)
