"""A count under five is not told, and can not be worked out from what is told beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

import pytest

from actions.privacy.without_persons import without_persons
from bot.staff.presenters.reports.told import share, told, told_sum

COUNTS = range(13)
"""Up to the last that is told as "10", so that every number told has all that it may stand for."""


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0"),
        (1, "fewer than 5"),
        (4, "fewer than 5"),
        (5, "5"),
        (7, "5"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (1002, "1,000"),
        (1003, "1,005"),
    ],
)
def test_a_count_is_told_rounded_or_not_at_all(count: int, shown: str) -> None:
    assert told(count).shown == shown


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_no_small_count_can_be_worked_out_from_a_total_and_the_other_counts(length: int) -> None:
    """Somebody who knows these rules tries every table that would look the same."""
    tables = _tables(length)
    for told_as, same in _alike(tables).items():
        for place in range(length):
            possible = {table[place] for table in same}
            if 0 < min(possible) < 5:
                assert len(possible) > 1, (told_as, possible)


def test_totals_that_would_give_a_small_count_away_are_told_from_their_parts() -> None:
    """Eight people in two groups under five are four and four: so two such groups are "about 5",
    however many they are."""
    assert told_sum([4, 4]).shown == told_sum([1, 1]).shown == "about 5"
    assert told_sum([9, 3]).shown == "10"
    assert told_sum([3]).shown == "fewer than 5"
    assert told_sum([8, 12]).shown == "20"


def test_a_total_is_safe_beside_every_way_of_dividing_it() -> None:
    assert told_sum([18, 10], [24, 4]).shown == "30"
    assert told_sum([20, 8], [24, 1, 1, 1, 1]).shown == "about 30"


def test_a_total_is_never_far_from_the_truth() -> None:
    for table in _tables(3):
        size = told_sum(table).size
        assert size is None or abs(size - sum(table)) <= 2 * len(table) + 2


def test_shares_are_of_ten_people_or_more_and_say_nothing_of_few() -> None:
    assert share(told(7), told(23)) == "30%"
    # Ten of twelve would say that two are not among them: as told, it is ten of ten.
    assert share(told(10), told(12)) == "100%"
    assert share(told(24), told_sum([20, 8, 2])) == share(told(24), told_sum([20, 8, 3]))
    assert share(told(4), told(23)) == ""
    assert share(told(5), told(7)) == ""


def test_rows_without_persons_keep_nothing_that_marks_out_few() -> None:
    columns = ("referral_id", "practice_code", "person_id", "age_band", "referral_date", "risk")
    common = [(f"r{n}", "near", f"p{n}", "25-44", "2026-10-05", "none") for n in range(5)]
    rare = ("r9", "near", "p9", "75 and over", "2026-10-06", "urgent")
    rows = without_persons(columns, [rare, *common])
    assert len(rows) == 6
    assert [None, "near", None, "25-44", "2026-10", "none"] in rows
    assert [None, "near", None, None, "2026-10", "urgent"] in rows
    assert "75 and over" not in str(rows)


def test_rows_of_one_who_came_back_often_are_not_many_people() -> None:
    columns = ("practice_code", "person_id", "age_band", "language")
    common = [("near", f"p{n}", "25-44", "en") for n in range(5)]
    rare = [("near", "p9", "75 and over", "pl")] * 5
    rows = without_persons(columns, [*common, *rare])
    assert rows.count(["near", None, None, None]) == 5
    assert rows.count(["near", None, "25-44", "en"]) == 5


def _tables(length: int) -> Iterator[tuple[int, ...]]:
    return product(COUNTS, repeat=length)


def _alike(
    tables: Iterable[tuple[int, ...]],
) -> dict[tuple[str, ...], list[tuple[int, ...]]]:
    found = defaultdict(list)
    for table in tables:
        shown = (*(told(count).shown for count in table), told_sum(table).shown)
        found[shown].append(table)
    return found
