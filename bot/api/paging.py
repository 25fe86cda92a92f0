"""Lists as {"items", "next"}: `next` is an opaque cursor, null on the last page."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.api.problems import Problem

Item = TypeVar("Item")

DEFAULT_LIMIT = 50
MAXIMUM_LIMIT = 200
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is wanted: `limit` rows whose id comes after `after`."""

    limit: int = DEFAULT_LIMIT
    after: str | None = None

    @property
    def one_more(self) -> int:
        """How many rows to read to know whether another page follows."""
        return self.limit + 1


def cursor_of(last_id: str) -> str:
    return base64.urlsafe_b64encode(last_id.encode("ascii")).rstrip(b"=").decode("ascii")


def read_cursor(cursor: str) -> str:
    """The id in a cursor; raises Problem 422 for one that we did not make."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = base64.urlsafe_b64decode(padded).decode("ascii")
    except (UnicodeError, binascii.Error):
        found = ""
    if not _ID.fullmatch(found):
        raise Problem(
            422,
            "This cursor is not one of ours.",
            errors=[{"place": "query.cursor", "problem": "use the value of `next` as it was"}],
        )
    return found


def split(rows: Sequence[Item], page: Page) -> tuple[Sequence[Item], bool]:
    """The rows of this page, and whether more follow."""
    return rows[: page.limit], len(rows) > page.limit
