"""A day or hour beside a refusal, a reason, a way of meeting: it is the wish, or it is refused."""

import pytest

from bot.understanding.answers.wish_for_time import read_wish
from tests.support.wishes import MONDAY, suits, wish

EXACT = {
    "I can't make Thursday. Friday at 2 please": "2026-11-27T14:00",
    "cant do wed, thurs at 2": "2026-11-26T14:00",
    "not monday. tuesday at 10": "2026-11-24T10:00",
    "nae the morn. Thursday at ten": "2026-11-26T10:00",
    "Thursday at 10 so I can get the kids at 3": "2026-11-26T10:00",
    "Thursday at 10 so I can get home for 12": "2026-11-26T10:00",
    "thursday at 11 so my son can drive me, he works till 10": "2026-11-26T11:00",
    "I'm busy wednesday so thursday at 2": "2026-11-26T14:00",
    "friday would be great, cant wait to talk at last. 10am": "2026-11-27T10:00",
    "wednesday 10am not by phone": "2026-11-25T10:00",
    "thursday at 2 no phone calls": "2026-11-26T14:00",
    "3.12 at 10": "2026-12-03T10:00",
    "3.12.26 at 10": "2026-12-03T10:00",
    "thursday 3.30": "2026-11-26T15:30",
}
DAYS = {
    "I can't make Thursday. Friday please": ["2026-11-27"],
    "not this week. week after next, mon or tue, morning": ["2026-12-07", "2026-12-08"],
    "thursday wait friday": ["2026-11-27"],
    "wednesday, wait, thursday": ["2026-11-26"],
    "wednesday, wait till after 3": ["2026-11-25"],
    "friday not too late": ["2026-11-27"],
    "not too early on tuesday": ["2026-11-24"],
    "end of the month": ["2026-11-24"],
    "end of the day on friday": ["2026-11-27"],
    "the end of the week": ["2026-11-26"],
    "start of december": ["2026-12-01"],
    "3-12-26": ["2026-12-03"],
    "03-12-2026": ["2026-12-03"],
    "the 1st": ["2026-12-01"],
    "I do not want a visit, a phone call on friday is fine": ["2026-11-27"],
}


@pytest.mark.parametrize(("text", "moment"), EXACT.items())
def test_one_day_and_hour_are_wished_for(text, moment):
    assert wish(text)["exact"] == f"{moment}+00:00"


@pytest.mark.parametrize(("text", "days"), DAYS.items())
def test_days_are_wished_for(text, days):
    windows = wish(text)["windows"]
    assert windows[0][0][:10] == days[0]
    assert all(any(start[:10] <= day < end for start, end in windows) for day in days)
    assert len(windows) <= 2


@pytest.mark.parametrize(
    ("text", "refused", "fine"),
    [
        ("I don't want the appointment on a Monday", "2026-11-30T10:00", "2026-12-01T10:00"),
        ("dont want an appointment before 12", "2026-11-24T10:00", "2026-11-24T13:00"),
        ("dont want a call in the morning", "2026-11-24T10:00", "2026-11-24T13:00"),
        ("no phone calls before 10", "2026-11-24T09:30", "2026-11-24T10:00"),
        (
            "I have a hospital appointment on Wednesday so any other day after eleven",
            "2026-11-25T11:30",
            "2026-11-26T11:30",
        ),
        ("no mondays, fridays", "2026-11-27T10:00", "2026-11-26T10:00"),
        ("not monday, tuesday", "2026-11-24T10:00", "2026-11-25T10:00"),
        ("cant do mon, tue or wed", "2026-11-25T10:00", "2026-11-26T10:00"),
        (
            "i get the bus at 9 so 10 or later on friday",
            "2026-11-27T09:30",
            "2026-11-27T10:00",
        ),
        ("1530", "2026-11-24T10:00", "2026-11-24T15:30"),
        ("930", "2026-11-24T10:00", "2026-11-24T09:30"),
        ("1200", "2026-11-24T10:00", "2026-11-24T12:00"),
    ],
)
def test_what_is_refused_is_not_offered(text, refused, fine):
    value = wish(text)
    assert not suits(value, refused)
    assert suits(value, fine)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("i don't want a call, in person please", "in_person"),
        ("I dont want to come in, can it be by phone", "phone"),
        ("I don't need a meeting, just a phone call", "phone"),
        ("i dont want to speak to anyone on the phone, can i come in", "in_person"),
        ("i dont want to speak to anyone on the phone", "in_person"),
        ("thursday at 2 no phone calls", "in_person"),
        ("not by phone", "in_person"),
    ],
)
def test_another_way_is_asked_for(text, way):
    assert wish(text)["way"] == way


@pytest.mark.parametrize(
    "text",
    [
        "I don't want an appointment",
        "dinnae want a meeting",
        "i dont want to see anybody",
        "I dont want a chat thanks",
        "i dont want any appointment any more",
    ],
)
def test_no_chat_is_wanted_at_all(text):
    assert read_wish(text, before=None, now=MONDAY, timezone="Europe/London") == "none"


def test_the_first_one_is_no_first_of_the_month():
    text = "after skl 1st one"
    wish = read_wish(text, before=None, now=MONDAY, timezone="Europe/London")
    assert isinstance(wish, dict)
    assert wish["exact"] is None
    assert {start[11:16] for start, _ in wish["windows"]} == {"15:30"}
