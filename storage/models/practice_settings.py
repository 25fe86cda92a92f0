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


class SendingDay(BaseModel):
    """When texts may be sent on one weekday (0 is Monday), local "HH:MM"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: int = Field(ge=0, le=6)
    from_time: str
    to_time: str


class SharingSettings(BaseModel):
    """How new referrals are shared; `limits` are the most open cases of each, by staff id.

    Who has no limit takes no part.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = False
    limits: dict[str, int] = Field(default_factory=dict)


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
    usual_appointments: int | None = None
    who_for: str = ""
    sending_week: tuple[SendingDay, ...] = ()
    """The weekdays on which texts may be sent; empty: every day from sending_from to sending_to."""
    sharing: SharingSettings = SharingSettings()
    capacity: int | None = None
    """How many open cases the practice can carry; None where nobody has said."""
    closes_when_full: bool = False
    closed_when_full: bool = False
    """Whether intake is closed because capacity was reached, and not by a person."""
    phone_to_give: str = ""
    address: str = ""
