"""Appointments."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, model_validator

from actions.booking.set_status import SETTABLE
from bot.api.schemas.base import AddressedTime, GivenJson, Id, PageQuery, Shape, UtcTime
from storage.models.appointment import AppointmentSource, AppointmentStatus, Mode

LinkWorker: TypeAlias = Annotated[str, Field(description="Email address of the link worker")]


class AppointmentShape(Shape):
    id: Id
    practice: str
    referral: Id | None
    link_worker: LinkWorker
    starts_at: UtcTime
    ends_at: UtcTime
    mode: Mode
    status: AppointmentStatus
    source: AppointmentSource
    created_at: UtcTime
    updated_at: UtcTime


class ArrangedAppointment(AppointmentShape):
    """`notes` hinder nothing: that the day is a bank holiday, say, or that the link worker does
    not work then."""

    notes: list[str]


class AppointmentQuery(PageQuery):
    status: AppointmentStatus | None = None
    referral: Annotated[Id | None, Field(min_length=1)] = None
    since: Annotated[AddressedTime | None, Field(description="Starting then or later")] = None
    until: Annotated[AddressedTime | None, Field(description="Starting before then")] = None


EndsAt: TypeAlias = Annotated[
    UtcTime | None,
    Field(description="Not needed: every appointment is as long as the practice has chosen"),
]


_STAYS: Final = Field(description="Not needed: it stays as it is")
_NOT_LOOKED_AT: Final = Field(description="Not needed, and not looked at")
Stays: TypeAlias = Annotated[str | None, _STAYS]


class NewAppointment(GivenJson):
    referral: Id
    starts_at: UtcTime
    ends_at: EndsAt = None
    link_worker: Annotated[
        LinkWorker | None, Field(description="Default: whoever has the referral, or is free then")
    ] = None
    mode: Mode = "phone"
    status: Annotated[
        Literal["booked"], Field(description="Not needed: what is made here is booked")
    ] = "booked"


class AppointmentChange(GivenJson):
    """Change when, with whom or how they meet, or say what became of it; one at a time.

    What is given as it stands already changes nothing, so a whole appointment may be sent back,
    with what it was answered with."""

    id: Stays = None
    practice: Stays = None
    referral: Stays = None
    starts_at: UtcTime | None = None
    ends_at: EndsAt = None
    link_worker: Annotated[LinkWorker | None, Field(min_length=1)] = None
    mode: Mode | None = None
    source: Stays = None
    created_at: Annotated[UtcTime | None, _STAYS] = None
    updated_at: Annotated[UtcTime | None, _NOT_LOOKED_AT] = None
    notes: Annotated[list[str] | None, _NOT_LOOKED_AT] = None
    status: Annotated[
        AppointmentStatus | None,
        Field(description=f"Can be set to {', '.join(SETTABLE)}; what is moved is booked"),
    ] = None

    @model_validator(mode="after")
    def _says_something(self) -> AppointmentChange:
        if not self.model_dump(exclude_none=True, exclude={"updated_at", "notes"}):
            raise ValueError("give starts_at, link_worker or mode (to move it), or status")
        return self


class ImportNote(Shape):
    row: int
    note: str


class ImportedAppointments(Shape):
    """`notes` hinder nothing: an overlap, say, or somebody who texted STOP."""

    imported: int
    items: list[AppointmentShape]
    notes: list[ImportNote]
