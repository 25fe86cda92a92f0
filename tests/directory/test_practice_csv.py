"""A practice's own list, typed by hand and saved by a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest

from bot.directory.entry import DirectoryError
from bot.directory.practice_csv import read_practice_csv
from tests.directory.files import FOLDER


def practice_list():
    text = (FOLDER / "practice.csv").read_text(encoding="utf-8")
    return read_practice_csv(text, practice_code="demo")


def test_usable_rows_are_kept_in_order():
    advice, warm, odd, samaritans = practice_list().entries

    assert (advice.phone, advice.needs) == ("0141 496 0201", ("money", "energy"))
    assert advice.last_reviewed == date(2026, 9, 1)
    assert advice.source_id == "demo:craigmhor-money-advice"
    assert (warm.postal_code, warm.minimum_age) == ("G20 7AA", 16)
    assert odd.needs == ("food",)
    assert (samaritans.phone, samaritans.needs) == ("116 123", ("mental_health",))


def test_every_row_that_cannot_be_used_is_named_by_its_line():
    assert [problem.split(":")[0] for problem in practice_list().problems] == [
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]


def test_blank_lines_count_as_lines():
    text = "name,phone,needs\n\n\nPantry,0141 496 0203,food\n\nNobody,,food\n"
    assert [one.split(":")[0] for one in read_practice_csv(text, practice_code="x").problems] == [
        "line 6"
    ]


def test_a_cell_that_no_table_has_is_refused_by_its_line():
    text = "name,phone,needs\nPantry,0141 496 0203,food\n" + "x" * 140_000 + ",1,2\n"
    with pytest.raises(DirectoryError, match="line 3"):
        read_practice_csv(text, practice_code="x")


def test_a_byte_order_mark_and_headings_in_capitals_are_no_trouble():
    read = read_practice_csv(
        "\ufeffName , PHONE,Needs\nPantry,0141 496 0203,food\n", practice_code="demo"
    )

    assert read.entries[0].name == "Pantry"


@pytest.mark.parametrize("text", ["", "name,needs\nPantry,food\n", "\x00"])
def test_a_file_without_the_needed_columns_is_refused(text):
    with pytest.raises(DirectoryError, match="phone"):
        read_practice_csv(text, practice_code="demo")


def test_a_line_is_counted_as_the_spreadsheet_counts_it_also_after_an_empty_one():
    (problem,) = read_practice_csv(
        "name,phone,needs\n\nPantry,0141 496 0203,food\n,,\nX,nope,food\n", practice_code="demo"
    ).problems

    assert problem.startswith("line 5: X")


def test_what_is_no_table_is_told_and_not_raised_at_the_reader():
    with pytest.raises(DirectoryError, match="line 2: cannot be read"):
        read_practice_csv(f'name,phone,needs\nA,1,"{"x" * 140_000}"\n', practice_code="demo")
