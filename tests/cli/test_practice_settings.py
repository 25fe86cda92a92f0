from __future__ import annotations

import pytest

from bot.cli.practice_settings import SettingRefused, changed, times, weekdays
from storage.models import PracticeSettings


def test_settings_are_changed_by_name_also_inside_a_group() -> None:
    found = changed(
        PracticeSettings(), ['reminders.before=["2d"]', "intake_open=false", "place=Craigmhor"]
    )
    assert found.reminders.before == ("2d",)
    assert found.intake_open is False
    assert found.place == "Craigmhor"


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("colour=blue", "'colour' is not a setting"),
        ("reminders.colour=blue", "'reminders.colour' is not a setting"),
        ("intake_open", "write name=value"),
        ("appointment_minutes=0", "appointment_minutes"),
        ("appointment_minutes=half an hour", "appointment_minutes"),
    ],
)
def test_a_wrong_setting_is_named(assignment: str, says: str) -> None:
    with pytest.raises(SettingRefused, match=says):
        changed(PracticeSettings(), [assignment])


@pytest.mark.parametrize(
    ("text", "days"), [("mon-fri", [0, 1, 2, 3, 4]), ("mon, wed,sat", [0, 2, 5]), ("sun", [6])]
)
def test_days_are_read_as_people_write_them(text: str, days: list[int]) -> None:
    assert weekdays(text) == days


@pytest.mark.parametrize("text", ["", "fri-mon", "monday", "mon-"])
def test_other_days_are_refused(text: str) -> None:
    with pytest.raises(SettingRefused):
        weekdays(text)


@pytest.mark.parametrize("text", ["", "9-5", "16:00-09:30", "25:00-26:00", "09:30"])
def test_times_that_make_no_day_are_refused(text: str) -> None:
    with pytest.raises(SettingRefused, match="09:30-16:00"):
        times(text)
