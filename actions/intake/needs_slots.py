"""The needs of a referral, as slots that a flow can speak of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.basis.words import Words


def needs_slots(labels: Sequence[str], words: Words) -> dict[str, Any]:
    """The needs so far; `needs_text` names them as people do: "money and housing"."""
    return {
        "needs": list(labels),
        "has_needs": bool(labels),
        "has_abuse": "abuse" in labels,
        "needs_text": spoken_list([words.text(f"utter_need_{label}") for label in labels], words),
    }


def spoken_list(parts: Sequence[str], words: Words) -> str:
    """The parts with commas, and the person's own word for "and" before the last."""
    if len(parts) < 2:
        return "".join(parts)
    last = words.text("utter_and")
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
