"""A table as spreadsheet programs write it, whatever letters and delimiter theirs are: its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                 (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_MANY: Final = 4
"""Half of the bytes of UTF-16 are nought where letters are plain; no other text has any."""
_DELIMITERS: Final = ",;\t|"
_LONGEST_HEADER: Final = 10_000
_TOLD_DELIMITER: Final = re.compile(r'"?sep=([,;\t|])"?[ \t,;]*\r?\n')
"""A line before the names of the columns, by which Excel is told what stands between them."""

_END: Final = "\ue000 the end of the sheet"
"""A line after the last: where it is no row of its own, what was quoted before it never ended."""
_OPEN: Final = "a quotation mark begins here and does not end: the rows below would be lost"


class SpreadsheetUnreadable(Exception):
    """It is no table in text; `row` is where, the first being 1, and `problem` says what to do."""

    def __init__(self, row: int, problem: str) -> None:
        super().__init__(f"row {row}: {problem}")
        self.row = row
        self.problem = problem


def text_of(body: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark or without, else what Windows writes by
    default."""
    if body.startswith(b"PK"):
        raise SpreadsheetUnreadable(1, "this is a workbook: save it as CSV and choose that file")
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    for nuls, encoding in ((body[1::2], "utf-16-le"), (body[::2], "utf-16-be")):
        if nuls.count(0) > len(body) // _MANY:
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number in the sheet, also empty ones; the names of the columns come first.

    Raises SpreadsheetUnreadable at a row that is none.
    """
    text = text.removeprefix("\ufeff")
    told = _TOLD_DELIMITER.match(text)
    lines = chain(io.StringIO(text, newline=None), [_END])  # also those that end in \r alone
    reader = csv.reader(lines, delimiter=told[1] if told else _delimiter(text))
    try:
        for row, cells in enumerate(reader, start=1):
            if cells and cells[-1].endswith(_END):
                if cells != [_END]:
                    raise SpreadsheetUnreadable(row, _OPEN)
                return
            if row > 1 or not told:
                yield row, cells
    except csv.Error as error:
        raise SpreadsheetUnreadable(reader.line_num, f"cannot be read: {error}") from error


def _delimiter(text: str) -> str:
    """What stands most often between the names of the columns: a comma where nothing tells
    otherwise. What is quoted does not count."""
    for line in text[:_LONGEST_HEADER].splitlines():
        bare = "".join(line.split('"')[::2])
        if any(one in bare for one in _DELIMITERS):  # a report's title has none
            return max(_DELIMITERS, key=bare.count)
    return ","
