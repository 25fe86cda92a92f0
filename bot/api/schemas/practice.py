"""A practice and what it has chosen."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from actions.booking.reminder_rules import (
    HOW_LONG,
    LONGEST_WORDING,
    MOST_REMINDERS,
    NO_BRACKETS,
    fault_of_wording,
    hours_before,
)
from bot.api.schemas.base import GivenJson, Shape

HowLong = Annotated[
    str,
    StringConstraints(pattern=rf"^{HOW_LONG}$"),
    Field(description="So long before: 3d, 1d, 2h", examples=["3d"]),
]


def _one_text(wording: str | None) -> str | None:
    if fault := fault_of_wording(wording or ""):
        raise ValueError(fault)
    return wording


class RemindersShape(Shape):
    enabled: bool
    before: list[str]
    wording: str | None


class ReminderSettings(GivenJson):
    """Replaces the practice's reminder settings."""

    enabled: bool
    before: Annotated[
        list[HowLong] | None,
        Field(
            max_length=MOST_REMINDERS, description="Needed if enabled; null keeps those of before"
        ),
    ] = None
    wording: Annotated[
        str | None,
        StringConstraints(min_length=1, max_length=LONGEST_WORDING, pattern=NO_BRACKETS),
        AfterValidator(_one_text),
        Field(description="The practice's own line, one text long at the most"),
    ] = None

    @model_validator(mode="after")
    def _are_times(self) -> ReminderSettings:
        if self.enabled and not self.before:
            raise ValueError("reminders that are on need at least one time in before")
        hours = [hours_before(one) for one in self.before or ()]
        if len(set(hours)) < len(hours):
            raise ValueError("before names the same time twice")
        return self


class LinkWorkerShape(Shape):
    name: str
    email: str


class PracticeShape(Shape):
    code: str
    name: str
    phone: str | None
    timezone: str
    role_title: str
    appointment_minutes: int
    modes: list[str]
    sending_from: str
    sending_to: str
    intake_open: bool
    reminders: RemindersShape
    link_workers: list[LinkWorkerShape]
