"""CSV that a spreadsheet opens safely: a cell that would run as a formula is made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """The cell as text; one that begins like a formula gets an apostrophe. None is empty."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows, every cell `safe`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
