"""A practice's settings as its manager reads them: a line each on the hub, and the team."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.delivery.hours import team_hours_text
from storage.models import Practice, PracticeSettings, Staff
from storage.views.workloads import Workload

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MODES: Final = {"phone": "phone", "in_person": "in person", "video": "video"}
_UNITS: Final = {"d": "day", "h": "hour"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLine:
    """`page` is the last part of the address at which it is changed."""

    title: str
    page: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubView:
    id: str
    name: str
    lines: tuple[HubLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """`limit` is as typed; "" takes no part in sharing."""

    id: str
    name: str
    email: str
    open_cases: int
    is_away: bool
    limit: str


def present_hub(practice: Practice, *, open_cases: int, link_workers: int) -> HubView:
    kept = practice.settings
    lines = (
        HubLine(title="How this practice works", page="work", said=_work(kept)),
        HubLine(title="Link workers and sharing", page="team", said=(_team(kept, link_workers),)),
        HubLine(title="New referrals", page="intake", said=_intake(kept, open_cases)),
        HubLine(title="Reminders", page="reminders", said=_reminders(kept)),
        HubLine(title="When texts are sent", page="hours", said=(hours_text(kept),)),
        HubLine(
            title="When your team reads texts", page="team-hours", said=(team_hours_text(kept),)
        ),
        HubLine(title="Numbers and address", page="contact", said=_contact(practice)),
        HubLine(title="Area and council", page="area", said=_area(kept)),
    )
    return HubView(id=practice.id, name=practice.name, lines=lines)


def present_team(
    team: Sequence[Staff],
    held: Mapping[str, Workload],
    away: Collection[str],
    form: Mapping[str, str],
) -> tuple[TeamLine, ...]:
    return tuple(
        TeamLine(
            id=one.id,
            name=one.name,
            email=one.email,
            open_cases=held.get(one.id, Workload()).open_cases,
            is_away=one.id in away,
            limit=form.get(f"limit_{one.id}", ""),
        )
        for one in team
    )


def hours_text(settings: PracticeSettings) -> str:
    """ "Every day 09:00 to 20:00", or each day that has hours."""
    if not settings.sending_week:
        return f"Every day {settings.sending_from} to {settings.sending_to}"
    return ", ".join(
        f"{_DAYS[one.weekday]} {one.from_time} to {one.to_time}" for one in settings.sending_week
    )


def before_text(before: str) -> str:
    """ "3d" as "3 days"."""
    amount, unit = int(before[:-1]), _UNITS[before[-1]]
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def _work(kept: PracticeSettings) -> tuple[str, ...]:
    usual = kept.usual_appointments
    often = f", usually {usual} appointment{'' if usual == 1 else 's'}" if usual else ""
    ways = ", ".join(_MODES[mode] for mode in kept.modes if mode in _MODES)
    homes = "home visits" if "home" in kept.modes else "no home visits"
    lines = (
        f"{kept.role_title.capitalize()}: {kept.appointment_minutes} minutes{often}",
        f"From the age of {kept.minimum_age} on" if kept.minimum_age else "For every age",
        f"{ways or 'nowhere else'}; {homes}".capitalize(),
    )
    return (*lines, kept.who_for) if kept.who_for else lines


def _team(kept: PracticeSettings, link_workers: int) -> str:
    count = f"{link_workers} link worker{'' if link_workers == 1 else 's'}"
    if not kept.sharing.enabled:
        return f"{count}; new referrals go to a shared pool"
    return f"{count}; new referrals are shared among {len(kept.sharing.limits)}"


def _intake(kept: PracticeSettings, open_cases: int) -> tuple[str, ...]:
    state = "Open"
    if not kept.intake_open:
        state = "Closed by itself, because it was full" if kept.closed_when_full else "Closed"
    limit = f" of {kept.capacity}" if kept.capacity else ""
    cases = f"{open_cases} open case{'' if open_cases == 1 and not limit else 's'}{limit}"
    alone = "; closes by itself when full" if kept.closes_when_full else ""
    return state, cases + alone


def _reminders(kept: PracticeSettings) -> tuple[str, ...]:
    if not kept.reminders.enabled:
        return ("Off",)
    times = " and ".join(before_text(one) for one in kept.reminders.before)
    own = ("With your own line",) if kept.reminders.wording else ()
    return (f"On, {times} before", *own)


def _contact(practice: Practice) -> tuple[str, ...]:
    kept = practice.settings
    texts = f"Texts come from {practice.phone}" if practice.phone else "No texting number yet"
    given = f"People are given {kept.phone_to_give}" if kept.phone_to_give else ""
    on_duty = f"On duty: {kept.duty_phone}" if kept.duty_phone else "Nobody is texted of danger"
    return tuple(line for line in (texts, given, on_duty, kept.address) if line)


def _area(kept: PracticeSettings) -> tuple[str, ...]:
    named = ", ".join(one for one in (kept.place, kept.council_name, *kept.outcodes) if one)
    homeless = f"Homeless line {kept.homeless_line}" if kept.homeless_line else ""
    grants = f"Crisis grants {kept.crisis_grant_line}" if kept.crisis_grant_line else ""
    told = [one for one in (homeless, grants) if one] or ["No council numbers for tonight yet"]
    return (named or "Nobody has said which area this is", *told)
