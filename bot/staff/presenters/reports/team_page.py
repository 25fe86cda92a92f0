"""One page a month for the practice team: what the link worker's work changed, without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.staff.presenters.reports.answers import answered_count, better_share
from bot.staff.presenters.reports.attendance import chats_held
from bot.staff.presenters.reports.gaps import worst_gaps
from bot.staff.presenters.reports.table import Highlight, by_size, counted, sum_of
from bot.staff.presenters.reports.waits import half_within, within_two_days
from bot.staff.presenters.reports.words import NEEDS
from storage.views.reports.answers import Answers
from storage.views.reports.attendance import Attendance
from storage.views.reports.demand import Demand
from storage.views.reports.gaps import Gaps
from storage.views.reports.scope import Parts
from storage.views.reports.waits import Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one month of one practice came to."""

    demand: Demand
    waits: Waits
    attendance: Attendance
    answers: Answers
    gaps: Gaps
    told: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """`needs` and `gaps` are words, the most frequent first; "" where too few to tell."""

    practice: str
    role: str
    month: date
    figures: tuple[Highlight, ...]
    needs: tuple[str, ...]
    half_within: str
    answered: str
    told_of_services: str
    gaps: tuple[str, ...]


def present_team_page(found: Found, *, practice: str, role: str, month: date) -> TeamPage:
    figures = (
        (sum_of(found.demand.by_source).shown, "people asked for help"),
        (within_two_days(found.waits.in_time), "met a person within 2 working days"),
        (chats_held(found.attendance).shown, f"people had a chat with the {role}"),
        (better_share(found.answers), "of those who answered a check-in said “better”"),
    )
    needs = [
        NEEDS.get(need, need)
        for need in by_size(found.demand.by_need, NEEDS)
        if counted(found.demand.by_need, need).size
    ]
    return TeamPage(
        practice=practice,
        role=role,
        month=month,
        figures=tuple(
            Highlight(value=value or "too few to say", words=words) for value, words in figures
        ),
        needs=tuple(needs[:3]),
        half_within=half_within(found.waits.to_human),
        answered=answered_count(found.answers).shown,
        told_of_services=counted(found.told, "told").shown,
        gaps=tuple(worst_gaps(found.gaps)),
    )
