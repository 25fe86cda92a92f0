"""What people say about when they would like to come, in Europe/London."""

from datetime import UTC, datetime

import pytest

from bot.understanding.answers.when import read_when

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONDON = "Europe/London"


def said(text: str, now: datetime = MONDAY):
    return read_when(text, now=now, timezone=LONDON)


def days_of(value) -> list[str]:
    """The dates on which some window starts, in order."""
    return sorted({start[:10] for start, _ in value["windows"]})


WINDOWS = [
    ("Thu efter dinner", "2026-11-26T13:00+00:00", "2026-11-26T17:00+00:00"),
    ("the morn", "2026-11-24T00:00+00:00", "2026-11-25T00:00+00:00"),
    ("the morn's morn", "2026-11-24T08:00+00:00", "2026-11-24T12:00+00:00"),
    ("tomorrow morning", "2026-11-24T08:00+00:00", "2026-11-24T12:00+00:00"),
    ("Tuesday", "2026-11-24T00:00+00:00", "2026-11-25T00:00+00:00"),
    ("tues", "2026-11-24T00:00+00:00", "2026-11-25T00:00+00:00"),
    # Said on a Monday, Monday is the one to come.
    ("Monday first", "2026-11-30T00:00+00:00", "2026-12-01T00:00+00:00"),
    ("monday", "2026-11-30T00:00+00:00", "2026-12-01T00:00+00:00"),
    ("next Thursday", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("a week on thursday", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("thursday next week", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("3rd december", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("december 3rd", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("3/12", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("the 3rd", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("next week", "2026-11-30T00:00+00:00", "2026-12-07T00:00+00:00"),
    ("start of next week", "2026-11-30T00:00+00:00", "2026-12-02T00:00+00:00"),
    ("in 3 days", "2026-11-26T00:00+00:00", "2026-11-27T00:00+00:00"),
    ("day after tomorrow", "2026-11-25T00:00+00:00", "2026-11-26T00:00+00:00"),
    ("the day after tomorrow", "2026-11-25T00:00+00:00", "2026-11-26T00:00+00:00"),
    ("the day after the morn", "2026-11-25T00:00+00:00", "2026-11-26T00:00+00:00"),
    ("a week tomorrow", "2026-12-01T00:00+00:00", "2026-12-02T00:00+00:00"),
    ("tomorrow week", "2026-12-01T00:00+00:00", "2026-12-02T00:00+00:00"),
    ("2 weeks today", "2026-12-07T00:00+00:00", "2026-12-08T00:00+00:00"),
    ("a fortnight on monday", "2026-12-14T00:00+00:00", "2026-12-15T00:00+00:00"),
    ("monday fortnight", "2026-12-14T00:00+00:00", "2026-12-15T00:00+00:00"),
    ("Thursday 3rd", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("Thursday, 3rd December", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("the first Thursday in December", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("last friday of december", "2026-12-25T00:00+00:00", "2026-12-26T00:00+00:00"),
    ("until friday", "2026-11-23T10:00+00:00", "2026-11-27T00:00+00:00"),
    ("not till Monday", "2026-11-30T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("not until next week", "2026-11-30T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("not before my giro on the 1st", "2026-12-01T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("no before ma giro on the 1st", "2026-12-01T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("not till i get paid on the 30th", "2026-11-30T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("not earlier than the 1st", "2026-12-01T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("after my op on the 3rd", "2026-12-04T00:00+00:00", "2027-01-04T00:00+00:00"),
    (
        "before the kids finish school on the 18th",
        "2026-11-23T10:00+00:00",
        "2026-12-18T00:00+00:00",
    ),
    ("after i drop the kids on the 3rd", "2026-12-03T00:00+00:00", "2026-12-04T00:00+00:00"),
    ("im away till friday", "2026-11-27T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("after the weekend", "2026-11-30T00:00+00:00", "2027-01-04T00:00+00:00"),
    ("friday instead of thursday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("friday not thursday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("can't make Thursday can do Friday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("disnae matter, friday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("nae bother friday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("the Thursday one", "2026-11-26T00:00+00:00", "2026-11-27T00:00+00:00"),
    ("I am free on Friday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("am off friday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("I'm at home all day friday", "2026-11-27T00:00+00:00", "2026-11-28T00:00+00:00"),
    ("friday am", "2026-11-27T08:00+00:00", "2026-11-27T12:00+00:00"),
    ("wednesday between 1 and 3", "2026-11-25T13:00+00:00", "2026-11-25T15:00+00:00"),
    ("wed after 2", "2026-11-25T14:00+00:00", "2026-11-25T17:00+00:00"),
    ("friday after ½ 2", "2026-11-27T14:30+00:00", "2026-11-27T17:00+00:00"),
    ("friday before 11", "2026-11-27T08:00+00:00", "2026-11-27T11:00+00:00"),
    ("fri lunchtime", "2026-11-27T12:00+00:00", "2026-11-27T14:00+00:00"),
    ("thursday after the school run", "2026-11-26T15:30+00:00", "2026-11-26T17:00+00:00"),
    ("this afternoon", "2026-11-23T12:00+00:00", "2026-11-23T17:00+00:00"),
]


@pytest.mark.parametrize(("text", "start", "end"), WINDOWS)
def test_a_day_or_part_of_it_is_one_window(text, start, end):
    if text == "this afternoon":
        assert [start, end] in said(text)["windows"]
    else:
        assert said(text)["windows"] == [[start, end]]


EXACT = [
    ("1500 tues", "2026-11-24T15:00+00:00"),
    ("thu 0930", "2026-11-26T09:30+00:00"),
    ("2pm on wednesday", "2026-11-25T14:00+00:00"),
    ("wednesday at 2", "2026-11-25T14:00+00:00"),
    ("hauf ten the morn", "2026-11-24T10:30+00:00"),
    ("tuesday half past 3", "2026-11-24T15:30+00:00"),
    ("quarter to 4 on thursday", "2026-11-26T15:45+00:00"),
    ("fri 10.30", "2026-11-27T10:30+00:00"),
    ("friday 9am please", "2026-11-27T09:00+00:00"),
    ("friday 4th december 2pm", "2026-12-04T14:00+00:00"),
    ("Fri, 4 Dec, 2pm", "2026-12-04T14:00+00:00"),
    ("Wednesday, 11 o'clock", "2026-11-25T11:00+00:00"),
    ("3rd december at noon", "2026-12-03T12:00+00:00"),
    ("monday 14:15", "2026-11-30T14:15+00:00"),
    ("thursday two thirty", "2026-11-26T14:30+00:00"),
    ("tomorrow one thirty", "2026-11-24T13:30+00:00"),
    ("friday 2 45", "2026-11-27T14:45+00:00"),
    ("friday at two forty five pm", "2026-11-27T14:45+00:00"),
    ("one o'clock friday", "2026-11-27T13:00+00:00"),
    ("a week today at 2", "2026-11-30T14:00+00:00"),
    ("Thursday 3rd at 10", "2026-12-03T10:00+00:00"),
    ("friday 4th december 2pm", "2026-12-04T14:00+00:00"),
]


@pytest.mark.parametrize(("text", "exact"), EXACT)
def test_one_day_with_one_time_is_exact(text, exact):
    assert said(text)["exact"] == exact


def test_no_mornings_leaves_afternoons():
    value = said("no mornings")
    assert all(start[11:16] >= "12:00" for start, _ in value["windows"])
    assert len(value["windows"]) > 30


def test_any_time_but_friday_leaves_no_friday():
    fridays = {"2026-11-27", "2026-12-04", "2026-12-11"}
    windows = said("any time but Friday")["windows"]
    assert windows
    for day in fridays:
        assert not any(start <= f"{day}T10:00+00:00" < end for start, end in windows)


FRIDAY_REFUSED = [
    "any day except Friday", "any day bar Friday", "any time but Friday", "any day not Friday",
    "anything but Friday", "any day apart from Monday and Friday", "except Friday any day",
    "friday doesn't suit", "friday disnae suit", "friday doesn't work", "i work friday",
    "I'll be at work on friday", "im out friday", "friday im away", "im on holiday this week",
    "I'm at the hospital friday at 10",
]  # fmt: skip


@pytest.mark.parametrize("text", FRIDAY_REFUSED)
def test_a_friday_refused_is_not_offered_and_nothing_is_booked(text):
    value = said(text)
    assert value["exact"] is None
    assert any(start <= "2026-12-01T10:00+00:00" < end for start, end in value["windows"])
    assert not any(start <= "2026-11-27T10:00+00:00" < end for start, end in value["windows"])


@pytest.mark.parametrize("text", ["any time except mornings", "anything but mornings"])
def test_mornings_refused_leave_the_rest_of_each_day(text):
    assert said(text)["windows"] == said("no mornings")["windows"]


@pytest.mark.parametrize("text", ["i work till 2", "I'm at work until 2 so after that"])
def test_hours_at_work_are_left_out(text):
    assert said(text)["windows"][1][0] == "2026-11-24T14:00+00:00"


def test_no_holds_for_all_days_named_after_it():
    value = said("no mondays or fridays")
    assert not any(start <= "2026-11-30T10:00+00:00" < end for start, end in value["windows"])
    assert not any(start <= "2026-11-27T10:00+00:00" < end for start, end in value["windows"])
    assert any(start <= "2026-11-26T10:00+00:00" < end for start, end in value["windows"])


def test_a_day_said_to_be_no_good_is_left_out():
    value = said("tuesday is no good, wednesday is fine")
    assert days_of(value) == ["2026-11-25"]


def test_a_part_of_day_said_once_holds_for_both_days():
    assert said("tuesday or thursday mornings")["windows"] == [
        ["2026-11-24T08:00+00:00", "2026-11-24T12:00+00:00"],
        ["2026-11-26T08:00+00:00", "2026-11-26T12:00+00:00"],
    ]


def test_each_day_keeps_its_own_part():
    assert said("tue morning or thu afternoon")["windows"] == [
        ["2026-11-24T08:00+00:00", "2026-11-24T12:00+00:00"],
        ["2026-11-26T12:00+00:00", "2026-11-26T17:00+00:00"],
    ]


@pytest.mark.parametrize("text", ["none of these", "have you any other times?", "something else"])
def test_other_times_are_asked_for(text):
    value = said(text)
    assert value["windows"] == []
    assert value["later"] is True


@pytest.mark.parametrize("text", ["I don't want an appointment", "dinnae want a meeting"])
def test_no_visit_wanted_is_the_word_none(text):
    assert said(text) == "none"


@pytest.mark.parametrize("text", ["", "dunno", "banana", "👍", "what?", "I like turtles"])
def test_no_time_is_no_answer(text):
    assert said(text) is None


def test_wall_clock_counts_when_the_clocks_go_back():
    friday = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
    assert said("saturday 10am", friday)["exact"] == "2026-10-24T09:00+00:00"
    assert said("monday 10am", friday)["exact"] == "2026-10-26T10:00+00:00"
    sunday = said("sunday", friday)["windows"]
    assert sunday == [["2026-10-24T23:00+00:00", "2026-10-26T00:00+00:00"]]


def test_wall_clock_counts_when_the_clocks_go_forward():
    friday = datetime(2027, 3, 26, 9, 0, tzinfo=UTC)
    assert said("monday 10am", friday)["exact"] == "2027-03-29T09:00+00:00"
    assert said("sunday", friday)["windows"] == [
        ["2027-03-28T00:00+00:00", "2027-03-28T23:00+00:00"]
    ]


def test_a_time_gone_by_today_is_not_exact_and_windows_start_now():
    value = said("today 9am")
    assert value["exact"] is None
    assert all(end > "2026-11-23T10:00" for _, end in value["windows"])


def test_a_date_gone_by_is_next_years():
    assert days_of(said("3rd january"))[0] == "2027-01-03"


def test_the_words_are_kept():
    assert said("Thu efter dinner")["words"] == "Thu efter dinner"
