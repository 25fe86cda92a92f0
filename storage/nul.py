"""The character NUL, which PostgreSQL has in no text and no phone can type.

What holds one, be it an address that somebody tampered with, is asked and kept with U+FFFD in its
place, so it is simply not found; without this it would be an error of ours, and for an attacker a
way to make some.
"""

from __future__ import annotations

import re
from typing import Any, Final

from sqlalchemy import Engine, event

REPLACEMENT: Final = "\ufffd"
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def keep_out_nul(engine: Engine) -> None:
    """Have it replaced in every value that goes to this engine's database."""
    event.listen(engine, "before_cursor_execute", _replaced, retval=True)


def without_escaped_nul(json: str) -> str:
    r"""The same in JSON, where it is written `\u0000`."""
    return _ESCAPED.sub(r"\1\\ufffd", json) if "\\u0000" in json else json


def _replaced(
    _conn: object,
    _cursor: object,
    statement: str,
    parameters: Any,
    _context: object,
    is_many: bool,
) -> tuple[str, Any]:
    rows = parameters if is_many else (parameters,)
    if not any(isinstance(each, str) and "\0" in each for row in rows for each in row):
        return statement, parameters
    cleaned = [tuple(_clean(each) for each in row) for row in rows]
    return statement, (cleaned if is_many else cleaned[0])


def _clean(value: Any) -> Any:
    return value.replace("\0", REPLACEMENT) if isinstance(value, str) else value
