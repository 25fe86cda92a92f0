"""The lines that a crisis reply names, read from the one file that holds helplines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine:
    """One line as it is said, "Samaritans 116 123", and what a phone dials for it.

    `href` is "tel:…" or "sms:…".
    """

    id: str
    say: str
    href: str


def read_crisis_lines(helplines: Path) -> tuple[CrisisLine, ...]:
    """The lines of `crisis_reply_lines`, in that order; KeyError if the file lacks one."""
    content = json.loads(helplines.read_text("utf-8"))
    by_id = {line["id"]: line for line in content["lines"]}
    return tuple(
        CrisisLine(id=id, say=by_id[id]["say"], href=_href(by_id[id]))
        for id in content["crisis_reply_lines"]
    )


def _href(line: dict[str, object]) -> str:
    sms = line["sms"]
    if isinstance(sms, dict):
        return f"sms:{sms['digits']}"
    return f"tel:{line['digits']}"
