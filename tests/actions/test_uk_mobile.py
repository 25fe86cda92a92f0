"""Networks read texts to landlines aloud, and pagers and personal numbers are no mobiles."""

from __future__ import annotations

import pytest

from actions.basis.uk_mobile import uk_mobile

SIX = "000001"
"""What follows the beginnings that are tried here: nobody's number need be written out."""


@pytest.mark.parametrize("written", ["07700 900123", "+447700900123", "00447700900123"])
def test_a_mobile_is_read_however_it_is_written(written: str) -> None:
    assert uk_mobile(written) == "+447700900123"


def test_the_mobiles_of_the_isle_of_man_are_mobiles() -> None:
    assert uk_mobile(f"07624 {SIX}") == f"+447624{SIX}"


@pytest.mark.parametrize(
    "written",
    [
        "0141 496 0123",  # read aloud
        f"07000 {SIX}",  # a personal number
        f"07600 {SIX}",  # a pager
        "0808 157 0123",
        "+33 6 12 34 56 78",
        "07700 9001",
        "Morag",
        "",
    ],
)
def test_other_numbers_are_none(written: str) -> None:
    assert uk_mobile(written) is None
