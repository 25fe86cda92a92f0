"""The page that a practice prints for patients: the number, its code to scan, the crisis lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import segno
from markupsafe import Markup

from bot.web.crisis_lines import CrisisLine, read_crisis_lines
from storage.models import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """`number` is spaced as people read it, "" where the practice has none; `code` is an SVG that
    a phone's camera turns into a new text to the number."""

    practice_name: str
    role_title: str
    number: str
    code: Markup
    chat: str
    minimum_age: int
    crisis_lines: tuple[CrisisLine, ...]
    language: str


def present_guide(
    practice: Practice, *, helplines: Path, public_url: str, language: str
) -> GuideView:
    return GuideView(
        practice_name=practice.name,
        role_title=practice.settings.role_title,
        number=_spaced(practice.phone or ""),
        code=_code(practice.phone) if practice.phone else Markup(""),
        chat=f"{public_url}/chat/{practice.code}",
        minimum_age=practice.settings.minimum_age,
        crisis_lines=read_crisis_lines(helplines),
        language=language,
    )


def _code(phone: str) -> Markup:
    """The code as an SVG without size or namespace: the sheet gives it its size."""
    made = segno.make(f"sms:{phone}", error="m", micro=False)
    drawn = made.svg_inline(
        border=2, omitsize=True, svgclass="guide__code", lineclass=None, dark="#000", light="#fff"
    )
    return Markup(drawn)  # noqa: S704  made by segno from a number of our own


def _spaced(phone: str) -> str:
    if phone.startswith("+447") and len(phone) == 13:
        return f"0{phone[3:7]} {phone[7:10]} {phone[10:]}"
    return f"0{phone[3:]}" if phone.startswith("+44") else phone
