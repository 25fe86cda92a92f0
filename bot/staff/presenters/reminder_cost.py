"""What reminders cost in a year, with the working shown."""

from __future__ import annotations

from dataclasses import dataclass

EXAMPLE = 500
"""Appointments of an invented year, for a practice that has had none yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyCost:
    """`pounds` is `appointments` × `reminders` × `segments` × `pence`, as "£52.00"."""

    appointments: int
    is_example: bool
    reminders: int
    segments: int
    pence: str
    texts: int
    pounds: str


def yearly_cost(past: int, *, reminders: int, segments: int, pence: float) -> YearlyCost:
    """For as many appointments as in the last year, at the carrier's price for a segment."""
    appointments = past or EXAMPLE
    texts = appointments * reminders
    return YearlyCost(
        appointments=appointments,
        is_example=past == 0,
        reminders=reminders,
        segments=segments,
        pence=f"{pence:g}p",
        texts=texts,
        pounds=f"£{texts * segments * pence / 100:,.2f}",
    )
