"""Refuse a change to an appointment that is no longer as it stood when the page was opened.

A list left open in another tab must not mark as missed who a colleague marked as attended, nor
move again what was moved: each of these would also text the person.
"""

from __future__ import annotations

from actions.basis.appointment_file import appointment_file
from actions.basis.errors import Stale
from actions.basis.work import Work
from storage.models import Appointment


def as_shown(appointment: Appointment) -> str:
    """What a form carries; that the patient confirmed it changes nothing for staff."""
    state = "live" if appointment.is_live else appointment.status
    return f"{appointment.starts_at.isoformat()};{appointment.link_worker_id};{state}"


async def require_as_shown(work: Work, appointment_id: str, shown: str) -> None:
    """Raises Stale where `shown` is not what stands now, NotFound; "" asks for nothing."""
    file = await appointment_file(work, appointment_id)
    if shown and shown != as_shown(file.appointment):
        raise Stale(
            "Somebody has changed this visit meanwhile. Nothing was done: see how it stands."
        )
