"""Which of a person's appointments we last wrote to them of: what they answer is about that one.

Somebody may have several. A reminder of Wednesday's is answered while Monday's is still to come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from bot.dialogue import State, StateUnreadable
from bot.flow_names import REMINDER_FLOW
from storage.models import Appointment

DIALOGUE: Final = "dialogue"
KEY: Final = "spoken_of"
"""Keys of a conversation's saved state."""
ANSWERED_WITHIN: Final = timedelta(days=1)

Stands: TypeAlias = Literal["on", "past", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenOf:
    """`at` is by the person's clock."""

    appointment_id: str
    at: datetime

    def as_json(self) -> dict[str, str]:
        return {"id": self.appointment_id, "at": self.at.isoformat()}


def read_spoken_of(saved: Mapping[str, Any], state: State | None, now: datetime) -> SpokenOf | None:
    """What was kept, for a day; for as long as it takes while its reminder waits for an answer.

    `state` is the dialogue's, None where it cannot be read; `now` is by the person's clock.
    """
    kept = saved.get(KEY)
    if not kept:
        return None
    spoken = SpokenOf(appointment_id=kept["id"], at=datetime.fromisoformat(kept["at"]))
    question = state.question if state is not None else None
    is_waited_for = question is not None and question.flow == REMINDER_FLOW
    return spoken if is_waited_for or now - spoken.at < ANSWERED_WITHIN else None


def kept_spoken_of(saved: Mapping[str, Any], now: datetime) -> SpokenOf | None:
    """As `read_spoken_of`, where nobody has opened the dialogue."""
    dialogue = saved.get(DIALOGUE)
    try:
        state = State.from_json(dialogue) if dialogue is not None else None
    except StateUnreadable:
        state = None
    return read_spoken_of(saved, state, now)


def stands(appointment: Appointment | None, now: datetime) -> Stands:
    """How an appointment that was spoken of stands now; `now` is by the person's clock."""
    if appointment is None or appointment.status == "cancelled":
        return "off"
    return "on" if appointment.is_to_come(now) else "past"
