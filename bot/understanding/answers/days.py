"""The days that words may mean: those that can be booked, and the weekdays by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

HORIZON_DAYS: Final = 42

WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon mony mondy mundy poniedzialek poniedzialku",
            "tuesday tue tues teusday tuseday tiseday wtorek",
            "wednesday wed weds wensday wednsday wednesdy wadensday sroda srode",
            "thursday thu thur thurs thrusday thirsday fuirsday czwartek",
            "friday fri firday fridy piatek",
            "saturday sat saterday setterday sobota",
            "sunday sun sundy niedziela",
        )
    )
    for name in names.split()
}
PLURALS: Final = {f"{name}s": number for name, number in WEEKDAYS.items() if name.endswith("day")}


@dataclass(frozen=True, slots=True)
class Days:
    """Days meant by `words` words of the message; `is_any` where all days would do.

    `weekday` where a bare weekday was said: "Friday" is one Friday, "not Friday" is all of them.
    `is_one` where it was "this Friday", of which no other is meant. `is_date` where the day was
    named by its date.
    """

    dates: frozenset[date]
    words: int
    is_any: bool = False
    weekday: int | None = None
    is_date: bool = False
    is_one: bool = False

    @property
    def weekdays(self) -> frozenset[int]:
        """What weekdays they are."""
        return frozenset(day.weekday() for day in self.dates)


def horizon(today: date) -> frozenset[date]:
    """Every day on which something could be booked."""
    return frozenset(today + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))


def one(day: date, words: int) -> Days:
    """This day alone."""
    return Days(frozenset([day]), words)


def all_of(weekday: int, today: date) -> frozenset[date]:
    """Every such day to come."""
    return frozenset(day for day in horizon(today) if day.weekday() == weekday and day > today)


def coming(weekday: int, today: date) -> date:
    """The next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
