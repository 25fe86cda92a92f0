from __future__ import annotations

import pytest

from bot.understanding import help_at_home


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("bailiffs thursday", "debt"),
        ("sheriff officers at the door tomorrow about council tax", "debt"),
        ("damp everywhere and the wean's chest is bad", "repairs"),
        ("nae boiler and the ceiling is leaking", "repairs"),
        ("bailiffs coming tomorrow to put us out the flat", None),
        ("sheriff officers friday, it's an eviction", None),
        ("ceiling came down and we've nowhere to sleep", None),
        ("the mould is that bad we can't stay here", None),
        ("behind with the rent and bailiffs monday", None),
        ("homeless from friday", None),
        ("housing", None),
    ],
)
def test_not_everybody_who_tells_of_a_home_is_losing_it(text: str, help: str | None) -> None:
    assert help_at_home(text) == help
