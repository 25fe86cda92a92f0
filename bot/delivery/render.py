"""How a reply with buttons becomes a text message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.segments import tidy


def numbered(text: str, titles: Sequence[str]) -> str:
    """`text`, then one line `1 Title` for each title, in the order shown; tidied for SMS."""
    lines = [text, *(f"{number} {title}" for number, title in enumerate(titles, start=1))]
    return tidy("\n".join(lines)).strip()
