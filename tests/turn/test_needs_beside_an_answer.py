"""A need told beside a no, or beside a wish about what is booked, is heard in either order."""

from __future__ import annotations

import pytest

from tests.turn.conftest import Person, reminded


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("no, bailiffs are coming", {"money"}),
        ("no the bailiffs are coming", {"money"}),
        ("no i'm getting evicted", {"housing"}),
        ("naw. ma gas is aff", {"energy"}),
        ("no im at work", set()),
        ("no its not about food", set()),
    ],
)
async def test_what_is_told_beside_a_no_to_what_we_understood(
    jean: Person, text: str, needs: set[str]
) -> None:
    await jean.says("nae food in the cupboards")
    heard = " ".join(await jean.says(text))
    assert await jean.labels() == needs
    assert ("Is it safe to text" in heard) is bool(needs)


@pytest.mark.parametrize(
    "text",
    [
        "can we move it to friday, my gas is off",
        "my gas is off, can we move it to friday",
        "can you move my chat to friday cos ma gas is off",
    ],
)
async def test_a_need_beside_another_time(jean: Person, text: str) -> None:
    await jean.refers()
    heard = await jean.says(text)
    assert await jean.labels() == {"money", "energy"}
    assert "Fri 27 Nov" in heard[-1]


@pytest.mark.parametrize("text", ["cant make it tomorrow, at the food bank", "friday, im at work"])
async def test_where_they_are_is_no_need(jean: Person, text: str) -> None:
    await jean.refers()
    await jean.says(text)
    assert await jean.labels() == {"money"}


@pytest.mark.parametrize(
    "text", ["can we change it to friday cos my gas is off", "no can we make it friday, nae leccy"]
)
async def test_a_need_beside_another_time_than_that_of_a_reminder(jean: Person, text: str) -> None:
    await reminded(jean)
    heard = await jean.says(text)
    assert await jean.labels() == {"money", "energy"}
    assert "Fri 4 Dec" in heard[-1]
