"""What the tests say of themselves: which take turns, and what may be skipped."""

from __future__ import annotations

import pytest

from tests.support.by_turns import BY_TURNS, KINDS, ON_BOTH, TESTS, kinds_for
from tests.support.lacking import NEEDED, lacks


def test_what_stays_on_both_databases_is_there_and_the_rest_takes_turns() -> None:
    for module in ON_BOTH:
        assert (TESTS / module).is_file(), module
        assert kinds_for(TESTS / module, "test_one") == KINDS
    assert kinds_for(TESTS / "turn" / "test_stop.py", "test_one") == KINDS
    for folder in BY_TURNS:
        turns = [kinds_for(TESTS / folder / "test_x.py", f"test_{n}") for n in range(20)]
        assert set(turns) == {(kind,) for kind in KINDS}


def test_what_is_needed_is_not_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NEEDED, "chromium")
    with pytest.raises(pytest.skip.Exception):
        lacks("postgresql", "none here")
    monkeypatch.setenv(NEEDED, "chromium,postgresql")
    with pytest.raises(pytest.fail.Exception, match="none here"):
        lacks("postgresql", "none here")
