"""A practice and what it has chosen."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.api.schemas.base import Given, Shape

HowLong = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,2}[hd]$"),
    Field(description="So long before: 3d, 1d, 2h", examples=["3d"]),
]


class RemindersShape(Shape):
    enabled: bool
    before: list[str]
    wording: str | None


class ReminderSettings(Given):
    """Replaces the practice's reminder settings."""

    enabled: bool
    before: Annotated[list[HowLong], Field(min_length=1, max_length=5)]
    wording: Annotated[str | None, StringConstraints(min_length=1, max_length=480)] = None


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
