"""CSV that a spreadsheet opens safely: a cell that would run as a formula is made text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The wide ones too, which some spreadsheets take for the others."""
_CONTROLS = ("\t", "\r", "\n")


def safe(cell: object) -> str:
    """The cell as text; one that begins like a formula gets an apostrophe. None is empty."""
    text = "" if cell is None else str(cell)
    # Space before it keeps no spreadsheet from taking it for a formula.
    is_one = text.startswith(_CONTROLS) or text.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{text}" if is_one else text


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and rows, every cell `safe`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
