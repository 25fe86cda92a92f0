"""What directories write, as plain text of a bounded length."""

from __future__ import annotations

import re
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

MAX_NAME = 120
MAX_DESCRIPTION = 2_000
MAX_PLACE = 80

_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_BREAKS = frozenset({"br", "p", "li", "div", "tr", "h1", "h2", "h3", "h4"})
_UNSEEN = frozenset({"script", "style"})


class _TextOnly(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def plain(value: Any, *, at_most: int) -> str:
    """Text without tags, control characters or runs of space; cut at a word if too long."""
    if not isinstance(value, str):
        return ""
    parser = _TextOnly()
    parser.feed(value)
    parser.close()
    text = _SPACE.sub(" ", "".join(parser.parts)).strip()
    if len(text) <= at_most:
        return text
    return text[: at_most + 1].rsplit(" ", 1)[0][:at_most].rstrip(" ,;:-")


def web_address(value: Any) -> str | None:
    """An address that a page may link to, or None."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text.startswith(("https://", "http://")) and len(text) <= 500 else None


def whole_years(value: Any) -> int | None:
    """An age between 0 and 120, or None for whatever else stands there."""
    try:
        years = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return years if 0 <= years <= 120 else None


def day(value: Any) -> date | None:
    """The day of an ISO 8601 date or time, or None."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None
