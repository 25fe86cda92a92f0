"""When somebody of the team reads what people write: they are told so, also in a reply to danger,
and danger that nobody has seen is counted in these hours."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.practice.change_settings import change_settings
from actions.practice.set_sending_hours import is_time

MOST_MINUTES_UNSEEN: Final = 480
"""A day of the team's."""


def problem_of_hours(opens: str, closes: str) -> str:
    """What is wrong with them: "from", "to", "order", or "" if nothing is."""
    if not is_time(opens):
        return "from"
    if not is_time(closes):
        return "to"
    return "" if opens < closes else "order"


async def set_team_hours(
    work: Work, days: Collection[int], opens: str, closes: str, *, escalation_minutes: int
) -> None:
    """Keep these weekdays (0 is Monday), from `opens` to `closes`, local "HH:MM", and after how
    many of their minutes danger that nobody has seen is told again; raises NotAllowed for no day,
    for hours that are none, or for minutes that are too many."""
    if not 1 <= escalation_minutes <= MOST_MINUTES_UNSEEN:
        raise NotAllowed("Danger that nobody has seen has to be told again within the day.")
    if not days or not set(days) <= set(range(7)) or problem_of_hours(opens, closes):
        raise NotAllowed("Somebody has to read what people write, on some day and for some time.")
    await change_settings(
        work,
        "set_team_hours",
        team_days=tuple(sorted(set(days))),
        team_from=opens,
        team_to=closes,
        risk_escalation_minutes=escalation_minutes,
    )
