"""A practice says how its link working works, since models of it differ between areas."""

from __future__ import annotations

from dataclasses import dataclass

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.practice.change_settings import change_settings
from storage.models.appointment import Mode

MODES: tuple[Mode, ...] = ("phone", "in_person", "video", "home")
"""Every way of meeting, in the order in which they are offered."""
OLDEST_MINIMUM = 120
LONGEST_TITLE = 30
"""A title stands in texts that should stay one segment."""
LONGEST_WHO_FOR = 130
"""With the crisis lines before it, as in the answer to HELP, two segments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOfWorking:
    """`modes` hold "home" where there are home visits; `usual_appointments` None: not said."""

    role_title: str
    appointment_minutes: int
    usual_appointments: int | None
    minimum_age: int
    modes: tuple[Mode, ...]
    who_for: str


async def set_way_of_working(work: Work, wanted: WayOfWorking) -> None:
    """Keep it; raises NotAllowed where nobody could be met, or a text would not hold the title."""
    if not wanted.modes or not set(wanted.modes) <= set(MODES):
        raise NotAllowed("Choose at least one way to meet.")
    if not 0 <= wanted.minimum_age <= OLDEST_MINIMUM:
        raise NotAllowed("That is no age in years.")
    if not 0 < len(wanted.role_title) <= LONGEST_TITLE or len(wanted.who_for) > LONGEST_WHO_FOR:
        raise NotAllowed("The title or the text about who may come is too long.")
    await change_settings(
        work,
        "set_way_of_working",
        role_title=wanted.role_title,
        appointment_minutes=wanted.appointment_minutes,
        usual_appointments=wanted.usual_appointments,
        minimum_age=wanted.minimum_age,
        modes=tuple(mode for mode in MODES if mode in wanted.modes),
        who_for=wanted.who_for,
    )
