"""What a practice chooses for itself, as one typed value with safe defaults."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ReminderSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = True
    before: tuple[str, ...] = ("3d", "1d")
    wording: str | None = None


class CheckInSettings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = True
    after: tuple[str, ...] = ("2w", "6w", "12w")


class MaxAgeHours(BaseModel):
    """How late a text of each kind may still be sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reminder: int = 12
    check_in: int = 72
    reply: int = 24


class PracticeSettings(BaseModel):
    """Change it with `model_copy(update=…)` and assign the copy; times are local "HH:MM"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role_title: str = "link worker"
    appointment_minutes: int = Field(default=30, gt=0)
    modes: tuple[str, ...] = ("phone", "in_person")
    minimum_age: int = 16
    sending_from: str = "09:00"
    sending_to: str = "20:00"
    team_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    team_from: str = "09:00"
    team_to: str = "17:00"
    reminders: ReminderSettings = ReminderSettings()
    check_ins: CheckInSettings = CheckInSettings()
    intake_open: bool = True
    waiting_weeks: int | None = None
    council_name: str = ""
    homeless_line: str = ""
    crisis_grant_line: str = ""
    place: str = ""
    outcodes: tuple[str, ...] = ()
    max_age_hours: MaxAgeHours = MaxAgeHours()
    risk_escalation_minutes: int = 15
    take_over_timeout_minutes: int = 60
    nobody_there_minutes: int = 60
    minimum_notice_hours: int = 2
    offer_hold_minutes: int = Field(default=120, gt=0)
    """How long a time that came free is kept for who is offered it."""
    duty_phone: str = ""
