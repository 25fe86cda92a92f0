"""A referral's summary, for a link worker to read at a glance and to paste into the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_NAMES = {
    "mental_health": "mental health",
    "healthy_living": "healthy living",
}
_NOT_ANSWERS = frozenset(
    {"needs_right", "person_name", "birth_date", "time_choice", "reminder_choice", "safe_to_text"}
)


def summarise(
    needs: Sequence[str],
    slots: Mapping[str, Any],
    asked: Sequence[str],
    *,
    safe_to_text: str,
    appointment: str = "",
    finds_reading_hard: bool = False,
) -> str:
    """Plain lines: needs, what was answered, whether texting is safe or hard, the appointment.

    `asked` names the slots that questions have filled, in the order asked.
    """
    lines = [f"Needs: {', '.join(_NAMES.get(need, need) for need in needs) or 'not clear yet'}"]
    lines += [
        f"{_heading(name)}: {_answer(slots[name])}"
        for name in asked
        if name not in _NOT_ANSWERS and slots.get(name) not in (None, "", [])
    ]
    lines.append(f"Safe to text: {safe_to_text}")
    if finds_reading_hard:
        lines.append("Reading: finds texts hard to read")
    if appointment:
        lines.append(f"Appointment: {appointment}")
    return "\n".join(lines)


def _heading(slot: str) -> str:
    return slot.replace("_", " ").capitalize()


def _answer(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")
