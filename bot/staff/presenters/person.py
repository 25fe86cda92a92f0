"""How a person is named on a page: by the whole name, since two of a list may be called Jean,
else by the end of their number."""

from __future__ import annotations

from typing import Literal, TypeAlias

from storage.models import Patient
from storage.models.patient import ON_DUTY

ByPhone: TypeAlias = Literal["yes", "sometimes", "no", "no_number"]


def full_name(patient: Patient) -> str:
    """The name they gave, or their masked contact."""
    return str(patient.name) if patient.name and patient.name.strip() else masked(patient)


def masked(patient: Patient) -> str:
    """Enough of the contact to tell people apart, too little to ring: "number ending 101"."""
    if patient.is_erased:
        return "erased record"
    digits = "".join(one for one in patient.contact if one.isdigit())
    if patient.channel in {"web", "terminal"} or len(digits) < 3:
        return "web visitor" if patient.channel == "web" else "visitor"
    return f"number ending {digits[-3:]}"


def phone(patient: Patient) -> str:
    """The number to ring, spaced as people read it; "" if they wrote without one."""
    number = str(patient.phone or patient.contact.removeprefix("whatsapp:").removeprefix(ON_DUTY))
    if not number.startswith("+"):
        return ""
    if number.startswith("+447") and len(number) == 13:
        return f"0{number[3:7]} {number[7:]}"
    return number


def by_phone(patient: Patient) -> ByPhone:
    """Whether somebody who cannot be texted may be phoned instead, as far as they have told."""
    if patient.safe_to_call == "no":
        return "no"
    if not phone(patient):
        return "no_number"
    return "sometimes" if patient.safe_to_call == "sometimes" else "yes"
