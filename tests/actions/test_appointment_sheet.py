"""What of a spreadsheet can be read, whatever program wrote it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from actions.imports.appointment_sheet import SheetUnreadable, read_bytes, read_sheet
from actions.imports.check_appointments import OVERLAPS, check_appointments, spoken_name
from actions.imports.left_out import NO_MOBILE, NOBODY
from storage.models import Practice, Staff

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PRACTICE = Practice(code="x", name="X", created_at=NOW)


def staff(name: str, email: str = "morag@near.example") -> Staff:
    return Staff(email=email, name=name, password_hash="-", role="link_worker", created_at=NOW)


MORAG = staff("Morag Sinclair")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_letters_and_delimiters_are_sensed(delimiter: str, encoding: str) -> None:
    lines = [("Starts at", "Link worker", "Mobile", "Name"), ("1", "2", "3", "Zoë Ó Baoill")]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (row,) = read_sheet(read_bytes(text.encode(encoding)))
    assert row.row == 2
    assert row.cells["phone"] == "3"
    assert row.cells["name"] == "Zoë Ó Baoill"


@pytest.mark.parametrize("told", ["sep=;\r\n", '"sep=;"\r\n', "sep=;\n"])
def test_the_line_that_tells_excel_the_delimiter_is_no_header(told: str) -> None:
    (row,) = read_sheet(f"\ufeff{told}starts_at;link_worker;phone\r\n1;2, or 3;4\r\n")
    assert (row.row, row.cells["link_worker"]) == (3, "2, or 3")


@pytest.mark.parametrize(
    "header",
    [
        "starts_at,link_worker,phone",
        "Start Date-Time,Clinician,Mobile Telephone Number",
        "APPOINTMENT DATE,Appointment Time,Session Holder,Patient Mobile",
        "Date,Time,Practitioner,Telephone,Surname,Forename",
        "Date,Time,Doctor,Surname,Forename,Telephone",
    ],
)
def test_columns_are_known_by_many_names(header: str) -> None:
    count = header.count(",") + 1
    (row,) = read_sheet(f"{header}\n{','.join(str(n) for n in range(count))}\n")
    assert {"starts_at", "link_worker", "phone"} <= set(row.cells)
    assert row.cells["starts_at"] == ("0" if count == 3 else "0 1")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no column for when: Starts at"),
        ("date,clinician,mobile\n1,2,3\n", "no column for when: Starts at"),
        ("starts_at,link_worker,phone\n\n,,\n", "there are no rows"),
        ("starts_at,link_worker,phone\n" + "1,2,3\n" * 2001, "more than 2000 rows"),
        ('starts_at,link_worker,phone\n1,2,"' + "3" * 140_000, "cannot be read"),
    ],
)
def test_what_is_no_table_of_appointments_says_why(text: str, problem: str) -> None:
    with pytest.raises(SheetUnreadable, match=problem):
        read_sheet(text)


LINE = ["2026-11-26T10:30", "morag@near.example", "07700900123"] * 4000


@pytest.mark.parametrize(
    "text",
    [
        *(', "a' * 60_000, "a;" * 60_000, json.dumps(LINE), json.dumps([LINE] * 2)),
        "starts_at,link_worker,phone\n1," + "(" * 120_000 + ",3\n",
        "starts_at,link_worker,phone\n1" + " " * 120_000 + "2,2,3\n",
        "starts_at,link_worker,phone,name\n1,2,3," + "(" * 120_000 + "\n",
    ],
)
def test_whatever_was_sent_is_looked_through_in_no_time(text: str) -> None:
    """Everybody else waits meanwhile: for the one process, on SQLite for the one writer."""
    began = time.process_time()
    with suppress(SheetUnreadable):
        check_appointments(read_sheet(text), practice=PRACTICE, team=[MORAG], now=NOW)
    assert time.process_time() - began < 0.2


def test_the_delimiter_is_what_stands_between_names_not_in_them() -> None:
    (row,) = read_sheet('"Starts at, as text, local, time";Starts at;Link worker;Mobile\n0;1;2;3\n')
    assert row.cells == {"starts_at": "1", "link_worker": "2", "phone": "3", "name": ""}


def checked(starts_at: str, worker: str = "morag@near.example", phone: str = "07700900123"):
    rows = read_sheet(f"starts_at;link_worker;phone\n{starts_at};{worker};{phone}\n")
    (row,) = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    return row


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-11-26 10:30", "2026-11-26T10:30:00", "2026-11-26T10:30+00:00"),
        *("26/11/2026 10:30", "26/11/26 10:30", "26-Nov-2026 10:30:00", "26 November 2026 10:30"),
        *("26.11.2026 10.30", "26/11/2026 10:30am", "26/11/2026 10:30 AM", "26 Nov 2026 10.30am"),
        *("26-Nov-26 10:30", "26/11/2026 1030", "2026-11-26 10:30 AM", "26/11/2026 00:00 10:30"),
        *("2026-11-26T00:00:00 10:30", "26/11/2026 10:30 - 11:00", "26th November 2026 10:30"),
        *("Thu 26 Nov 2026 10:30", "Thursday, 26 November 2026 10:30-11:00"),
    ],
)
def test_a_time_is_read_as_it_is_written_in_this_country(cell: str) -> None:
    visit = checked(cell).visit
    assert visit is not None
    assert visit.starts_at == datetime(2026, 11, 26, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "26/11/2026", "2026-11-26", "11/26/2026 10:30", "26/11/2026 25:00"),
        *("26 November 2026", "26/11/2026 00:00:30 10:30", "26/11/2026 2630"),
        *("2026-11-26 10:30:01", "26/11/2026 10:30:59", "2026-11-26 10:30:00.5"),
    ],
)
def test_half_a_time_is_none(cell: str) -> None:
    assert [column for column, _ in checked(cell).problems] == ["starts_at"]


def test_a_time_that_the_clocks_leap_over_is_none() -> None:
    row = checked("28/03/2027 01:30")
    assert [column for column, _ in row.problems] == ["starts_at"]
    assert "clocks go forward" in row.problems[0][1]
    for there in ("28/03/2027 00:59", "28/03/2027 02:00", "31/10/2027 01:30"):
        assert checked(there).problems == []


@pytest.mark.parametrize(
    ("cell", "mode"),
    [
        ("Telephone Consultation", "phone"),
        ("Face-to-face appointment", "in_person"),
        ("phone appt", "phone"),
        ("CLW telephone 30 mins", "phone"),
        ("F2F link worker", "in_person"),
        ("Tel", "phone"),
    ],
)
def test_a_way_of_meeting_is_read_as_diaries_name_it(cell: str, mode: str) -> None:
    rows = read_sheet(
        "starts_at;link_worker;phone;mode\n"
        f"2026-11-26 10:30;morag@near.example;07700900123;{cell}\n"
    )
    (row,) = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    assert row.visit is not None
    assert row.visit.mode == mode


@pytest.mark.parametrize("cell", ["Link worker", "Telephone or face to face"])
def test_a_way_of_meeting_is_never_guessed(cell: str) -> None:
    rows = read_sheet(f"starts_at,link_worker,phone,mode\n2026-11-26 10:30,x,07700900123,{cell}\n")
    (row,) = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    assert "mode" in [column for column, _ in row.problems]


@pytest.mark.parametrize(
    "cell", ["MORAG@near.example", "morag sinclair", "Ms Morag Sinclair", "SINCLAIR, Morag (Mrs)"]
)
def test_a_link_worker_is_known_by_address_or_name(cell: str) -> None:
    visit = checked("2026-11-26 10:30", worker=cell).visit
    assert visit is not None
    assert visit.link_worker_id == MORAG.id


def test_rows_that_overlap_each_other_are_noted_at_the_later_one() -> None:
    rows = read_sheet(
        "starts_at,link_worker,phone,status\n"
        "2026-11-26 12:15,morag@near.example,07700900123,\n"
        "2026-11-26 12:00,morag@near.example,07700900124,\n"
        "2026-11-26 12:45,morag@near.example,07700900125,\n"
        "2026-11-26 13:00,morag@near.example,07700900126,cancelled\n"
    )
    found = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    assert [one.notes for one in found] == [[OVERLAPS], [], [], []]


@pytest.mark.parametrize(
    ("starts", "ends", "minutes", "lasts"),
    [
        ("26/11/2026 09:30", "", "", 30),
        ("26/11/2026 9am", "", "", 30),
        ("Thu 26/11/2026 2 PM", "", "45", 45),
        ("26/11/2026 09:30", "10:15", "", 45),
        ("26/11/2026 09:30", "26/11/2026 11:00", "", 90),
        ("2026-11-26T09:30+00:00", "2026-11-26T10:10+00:00", "", 40),
        ("26/11/2026 09:30 - 10:00am", "", "", 30),
        ("26/11/2026 09:30-10:20", "", "", 50),
        ("26/11/2026 09:30", "", "20", 20),
        ("26/11/2026 09:30", "", "20 mins", 20),
        ("26/11/2026 09:30", "", "1:00", 60),
        ("26/11/2026 09:30", "", "1.5 hours", 90),
        ("26/11/2026 09:30", "09:00", "", None),
        ("26/11/2026 09:30", "27/11/2026 09:30", "", None),
        ("26/11/2026 09:30", "", "0", None),
        ("26/11/2026 09:30", "", "a while", None),
    ],
)
def test_a_visit_lasts_as_long_as_its_row_says(
    starts: str, ends: str, minutes: str, lasts: int | None
) -> None:
    header = "starts_at,ends_at,duration,link_worker,phone\n"
    row = f"{starts},{ends},{minutes},morag@near.example,07700900123\n"
    (found,) = check_appointments(
        read_sheet(header + row), practice=PRACTICE, team=[MORAG], now=NOW
    )
    assert found.visit is not None, found.problems
    assert found.visit.ends_at - found.visit.starts_at == timedelta(minutes=lasts or 30)
    assert ["end is not understood" in note for note in found.notes] == [True][: lasts is None]


def test_a_name_that_is_none_is_refused() -> None:
    header = "starts_at,link_worker,phone,name\n2026-11-26 12:15,morag@near.example,07700900123,"
    problems = []
    for name in ("x" * 100, "x" * 101):
        (row,) = check_appointments(
            read_sheet(header + name), practice=PRACTICE, team=[MORAG], now=NOW
        )
        problems.append([column for column, _ in row.problems])
    assert problems == [[], ["name"]]


def test_two_of_one_name_are_told_apart_by_address_alone() -> None:
    rows = read_sheet("starts_at,link_worker,phone\n2026-11-26 10:30,Morag Sinclair,07700900123\n")
    both = [MORAG, staff("Morag Sinclair", "other@near.example")]
    (row,) = check_appointments(rows, practice=PRACTICE, team=both, now=NOW)
    assert "write the email address" in row.problems[0][1]


@pytest.mark.parametrize(
    "cell", ["07700 900123", "+44 7700 900123", "7700900123", "'+447700900123", "0044 7700900123"]
)
def test_a_mobile_is_read_as_spreadsheets_write_it(cell: str) -> None:
    visit = checked("2026-11-26 10:30", phone=cell).visit
    assert visit is not None
    assert str.__str__(visit.phone) == "+447700900123"


@pytest.mark.parametrize("cell", ["07700 90000", "4.47701E+11", "070" + "12345678", "999"])
def test_what_is_no_mobile_is_a_problem(cell: str) -> None:
    assert [column for column, _ in checked("2026-11-26 10:30", phone=cell).problems] == ["phone"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("BROON, Jean (Mrs)", "Jean Broon"),
        ("MacLeod, Mairi", "Mairi MacLeod"),
        ("Jean Broon", "Jean Broon"),
        ("Mrs Jean Broon", "Jean Broon"),
        ("Broon, Dr. Jean", "Jean Broon"),
        ("JEAN BROON", "Jean Broon"),
        ("Mrs Broon", "Mrs Broon"),
        ("Broon,", "Broon"),
        ("", ""),
    ],
)
def test_a_name_is_turned_as_it_is_said(cell: str, name: str) -> None:
    assert spoken_name(cell) == name


ROW = "26/11/2026;10:30;Morag Sinclair;Jean Broon;07700900123\n"
COLUMNS = "Date;Time;Clinician;Patient;Mobile\n"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f"\n\n{COLUMNS}{ROW}", 4),
        (f"Appointments of the week\nRun by Shona\n\n{COLUMNS}{ROW}", 5),
        (f"{COLUMNS}26/11/2026;10:00;Morag Sinclair;;\n{ROW};;;;\nTotal: 2;;;;\n", 3),
        (f"{COLUMNS}{ROW}".replace("\n", "\r"), 2),
    ],
)
def test_titles_free_times_and_totals_are_no_appointments(text: str, row: int) -> None:
    (found,) = check_appointments(read_sheet(text), practice=PRACTICE, team=[MORAG], now=NOW)
    assert (found.row, found.problems) == (row, [])


@pytest.mark.parametrize("cell", ["Video call", "Home visit", "CLW video 30 mins"])
def test_a_way_of_meeting_that_is_not_offered_leaves_its_row_out(cell: str) -> None:
    head = "starts_at,link_worker,phone,mode"
    rows = read_sheet(f"{head}\n2026-11-26 10:30,Morag Sinclair,07700900123,{cell}\n")
    (row,) = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    assert (row.problems, row.is_left_out, row.visit and row.visit.phone) == ([], True, None)
    assert row.notes[0].startswith("is not how people meet here, which is: phone, in person; so")


@pytest.mark.parametrize("cell", ["", "none", "0141 496 0000", "+44 1414 960000"])
def test_who_has_no_mobile_is_left_out_and_that_is_said(cell: str) -> None:
    rows = read_sheet(f"{COLUMNS}26/11/2026;10:30;Morag Sinclair;Jean Broon;{cell}\n")
    (found,) = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    assert (found.problems, found.is_left_out) == ([], True)
    assert found.visit is not None and found.visit.phone is None
    assert found.notes == [NO_MOBILE]


def test_a_time_of_nobody_is_free_where_the_file_has_no_names() -> None:
    rows = read_sheet("starts_at,link_worker,phone\n2026-11-26 10:30,Morag Sinclair,\n")
    (found,) = check_appointments(rows, practice=PRACTICE, team=[MORAG], now=NOW)
    assert (found.problems, found.visit, found.notes) == ([], None, [NOBODY])


@pytest.mark.parametrize("header", ["Telephone,Mobile", "Mobile,Telephone"])
@pytest.mark.parametrize("numbers", ["0141 496 0000,07700900123", "07700900123,", ",07700900123"])
def test_the_mobile_is_taken_whichever_column_it_stands_in(header: str, numbers: str) -> None:
    (row,) = read_sheet(f"starts_at,link_worker,{header}\n1,2,{numbers}\n")
    assert row.cells["phone"] == "07700900123"


def test_what_the_likeliest_row_lacks_is_said_of_that_row() -> None:
    with pytest.raises(SheetUnreadable) as refused:
        read_sheet("Appointments\nDate,Time,Clinician\n26/11/2026,10:30,Morag Sinclair\n")
    assert (refused.value.place, refused.value.problems) == (
        "row 2",
        ("no column for the mobile number: Mobile number, Mobile or Phone",),
    )


@pytest.mark.parametrize("end", ["", "\n", "\n2;2;2;Bob\n"])
def test_rows_below_a_quotation_mark_that_does_not_end_are_not_lost(end: str) -> None:
    with pytest.raises(SheetUnreadable, match="does not end") as refused:
        read_sheet(f'starts_at;link_worker;phone;name\n1;2;3;Jean\n1;2;3;"Ann{end}')
    assert refused.value.place == "row 3"


def test_a_quotation_mark_within_a_name_is_a_letter() -> None:
    rows = read_sheet('starts_at;link_worker;phone;name\n1;2;3;Agnes "Nan" Kerr\n1;2;3;6" Tam')
    assert [row.cells["name"] for row in rows] == ['Agnes "Nan" Kerr', '6" Tam']
