"""An operator changes what a practice has chosen by the names of settings, by the rules that the
pages have: what would stop a text, or send one at night, is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from actions.basis.errors import ActionError, NotAllowed
from actions.basis.uk_mobile import uk_mobile
from actions.basis.work import Work
from actions.booking.reminder_rules import (
    HOW_LONG,
    MOST_REMINDERS,
    fault_of_wording,
    hours_before,
)
from actions.check_ins.change_check_ins import check_times
from actions.check_ins.check_in_questions import QUESTIONS
from actions.check_ins.set_check_ins import set_check_ins
from actions.practice.change_settings import change_settings
from actions.practice.set_area import (
    LONGEST_LINE,
    MOST_OUTCODES,
    are_outcodes,
    is_helpline,
    is_line,
)
from actions.practice.set_contact import LONGEST_ADDRESS, readable_number, require_somebodys_phone
from actions.practice.set_intake import Intake, set_intake
from actions.practice.set_reminders import set_reminders
from actions.practice.set_sending_hours import EARLIEST, LATEST, is_time, problem_of
from actions.practice.set_way_of_working import (
    LONGEST_TITLE,
    LONGEST_WHO_FOR,
    MODES,
    OLDEST_MINIMUM,
)
from storage.models import CheckInSettings, PracticeSettings, ReminderSettings, SendingDay

_YEAR_IN_MINUTES: Final = 365 * 24 * 60


async def set_by_name(work: Work, wanted: PracticeSettings) -> None:
    """Keep what is different; raises NotAllowed naming the setting. Coming visits follow."""
    kept = work.practice.settings
    problem = problem_in(wanted, kept)
    if problem:
        raise NotAllowed(problem)
    if wanted.duty_phone != kept.duty_phone:
        await require_somebodys_phone(work, wanted.duty_phone)
    is_intake = wanted.intake_open != kept.intake_open
    own = _OWN | _OF_INTAKE if is_intake else _OWN
    names = [one for one in PracticeSettings.model_fields if one not in own]
    rest = {
        one: getattr(wanted, one) for one in names if getattr(wanted, one) != getattr(kept, one)
    }
    if rest:
        await change_settings(work, "set_by_name", **rest)
    if is_intake:
        await _set_intake(work, wanted, kept)
    # What was not touched stays as it is by now, which need not be as in our older copy.
    if wanted.check_ins != kept.check_ins:
        await set_check_ins(work, wanted.check_ins)
    if wanted.reminders != kept.reminders:
        await set_reminders(work, wanted.reminders)


def problem_in(wanted: PracticeSettings, kept: PracticeSettings) -> str:
    """What is wrong with the settings that are not as before, in a sentence; "" if nothing is."""
    for name, (is_right, says) in _RULES.items():
        value = getattr(wanted, name)
        if value != getattr(kept, name) and not is_right(value):
            return f"{name}: {says}"
    for first, last in (("sending_from", "sending_to"), ("team_from", "team_to")):
        changed = {first, last} & {
            one for one in (first, last) if getattr(wanted, one) != getattr(kept, one)
        }
        if changed and getattr(wanted, first) >= getattr(wanted, last):
            return f"{first}: it comes before {last}"
    return ""


_OWN: Final = frozenset({"reminders", "check_ins"})
"""Groups with an action of their own, since plans that were made follow them."""

_OF_INTAKE: Final = frozenset(
    {"intake_open", "waiting_weeks", "capacity", "closes_when_full", "closed_when_full"}
)


async def _set_intake(work: Work, wanted: PracticeSettings, kept: PracticeSettings) -> None:
    """As on the page: that somebody opened or closed it stands in the audit trail."""
    await work.uow.practices.lock(work.practice)
    now = work.practice.settings
    told = {
        one: getattr(wanted if getattr(wanted, one) != getattr(kept, one) else now, one)
        for one in ("waiting_weeks", "capacity", "closes_when_full")
    }
    await set_intake(work, Intake(is_open=wanted.intake_open, **told))


def _is_line(longest: int) -> Callable[[str], bool]:
    return partial(is_line, longest=longest)


def _is_between(least: int, most: int) -> Callable[[int | None], bool]:
    return lambda value: value is None or least <= value <= most


def _is_number(value: str) -> bool:
    return not value or readable_number(value) is not None


def _are_reminders(value: ReminderSettings) -> bool:
    hours = [hours_before(one) for one in value.before if re.fullmatch(HOW_LONG, one)]
    is_said = value.wording is None or (value.wording != "" and not fault_of_wording(value.wording))
    is_whole = len(set(hours)) == len(value.before) <= MOST_REMINDERS and bool(
        hours or not value.enabled
    )
    return is_whole and is_said


def _are_check_ins(value: CheckInSettings) -> bool:
    try:
        if value.enabled or value.after:
            check_times(value.after)
    except ActionError:
        return False
    return value.question is None or value.question in QUESTIONS


def _is_week(value: tuple[SendingDay, ...]) -> bool:
    days = [one.weekday for one in value]
    return len(set(days)) == len(days) and not any(problem_of(one) for one in value)


def _are_limits(value: Any) -> bool:
    return all(limit >= 0 for limit in value.limits.values())


def _are_ages(value: Any) -> bool:
    return all(1 <= hours <= 24 * 28 for hours in value.model_dump().values())


_Rule = tuple[Callable[[Any], bool], str]
_LINE: Final[_Rule] = (is_line, f"one line of {LONGEST_LINE} letters at most")
_HELPLINE: Final[_Rule] = (
    is_helpline,
    f"one line of {LONGEST_LINE} letters at most with a UK telephone number in it, or empty: "
    "it is told to somebody who needs it today",
)
_CLOCK: Final[_Rule] = (is_time, "a time like 09:30")
_UK_NUMBER: Final[_Rule] = (_is_number, "a UK telephone number like 07700 900002, or empty")
_MOBILE: Final[_Rule] = (
    lambda value: not value or uk_mobile(value) is not None,
    "a UK mobile number like 07700 900002, or empty: a landline would have texts read aloud",
)
_MINUTES: Final[_Rule] = (_is_between(1, _YEAR_IN_MINUTES), "minutes, 1 or more")
_RULES: Final[Mapping[str, _Rule]] = {
    "role_title": (
        lambda value: bool(value.strip()) and _is_line(LONGEST_TITLE)(value),
        f"1 to {LONGEST_TITLE} letters, as it stands in texts",
    ),
    "who_for": (_is_line(LONGEST_WHO_FOR), f"one line of {LONGEST_WHO_FOR} letters at most"),
    "appointment_minutes": (_is_between(5, 480), "5 to 480 minutes"),
    "modes": (
        lambda value: bool(value) and set(value) <= set(MODES),
        f'one or more of {", ".join(MODES)}, like ["phone","in_person"]',
    ),
    "minimum_age": (_is_between(0, OLDEST_MINIMUM), "an age in years"),
    "sending_from": (
        lambda value: is_time(value) and value >= EARLIEST,
        f"a time like 09:30, from {EARLIEST} on",
    ),
    "sending_to": (
        lambda value: is_time(value) and value <= LATEST,
        f"a time like 19:30, until {LATEST}",
    ),
    "sending_week": (_is_week, f"each weekday (0 to 6) once, hours from {EARLIEST} to {LATEST}"),
    "team_days": (lambda value: set(value) <= set(range(7)), "weekdays, 0 (Monday) to 6"),
    "team_from": _CLOCK,
    "team_to": _CLOCK,
    "reminders": (
        _are_reminders,
        'up to five different times before, like ["3d","2h"], and a wording without { or } '
        "that is no longer than one text",
    ),
    "check_ins": (
        _are_check_ins,
        f'times after like ["2w","10d"], and a question of {", ".join(QUESTIONS)}, or null',
    ),
    "max_age_hours": (_are_ages, "hours, 1 to 672"),
    "waiting_weeks": (_is_between(0, 260), "weeks, or null"),
    "capacity": (_is_between(0, 100_000), "a number of open cases, or null"),
    "usual_appointments": (_is_between(1, 100), "1 to 100, or null"),
    "sharing": (_are_limits, "limits are numbers from 0"),
    "risk_escalation_minutes": _MINUTES,
    "take_over_timeout_minutes": _MINUTES,
    "nobody_there_minutes": _MINUTES,
    "offer_hold_minutes": _MINUTES,
    "minimum_notice_hours": (_is_between(0, 24 * 28), "hours, 0 to 672"),
    "duty_phone": _MOBILE,
    "phone_to_give": _UK_NUMBER,
    "address": (_is_line(LONGEST_ADDRESS), f"one line of {LONGEST_ADDRESS} letters at most"),
    "council_name": _LINE,
    "homeless_line": _HELPLINE,
    "crisis_grant_line": _HELPLINE,
    "place": _LINE,
    "outcodes": (
        are_outcodes,
        f'first halves of postcodes, {MOST_OUTCODES} at the most, like ["G20","G21"]',
    ),
}
