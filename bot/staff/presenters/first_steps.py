"""The first steps of a practice as a list: what is done, what is left, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storage.models import Practice
from storage.views.first_steps import FirstSteps

_PLACES: Final = {
    "link_workers": "/staff/people",
    "hours": "/staff/calendar/hours",
    "reminders": "/staff/settings/{practice}/reminders",
    "services": "/staff/services",
    "test_text": "/try",
}
"""Where each is done; a number is connected outside these pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """`name` picks the template's words; `href` is "" where it is done outside these pages."""

    name: str
    is_done: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsView:
    id: str
    name: str
    steps: tuple[StepShown, ...]
    is_hidden: bool

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.steps)

    @property
    def left(self) -> int:
        return len(self.steps) - self.done

    @property
    def is_wanted(self) -> bool:
        """Whether managers see it on their inbox."""
        return self.left > 0 and not self.is_hidden


def present_first_steps(practice: Practice, found: FirstSteps, *, has_simulator: bool) -> StepsView:
    """A text can be tried only with the simulator on."""
    done = {
        "number": found.has_number,
        "link_workers": found.has_link_worker,
        "hours": found.has_hours,
        "reminders": found.has_reminders_decided,
        "services": found.has_services,
    }
    if has_simulator:
        done["test_text"] = found.has_test_text
    return StepsView(
        id=practice.id,
        name=practice.name,
        steps=tuple(
            StepShown(name=name, is_done=is_done, href=_place(name, practice))
            for name, is_done in done.items()
        ),
        is_hidden=practice.settings.first_steps_hidden,
    )


def _place(name: str, practice: Practice) -> str:
    return _PLACES.get(name, "").replace("{practice}", practice.id)
