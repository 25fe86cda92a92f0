"""A canned reply as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass

from actions.texts.canned_replies import Names, filled
from bot.staff.presenters.reply_box import cost_of
from storage.models import CannedReply, Practice

_EXAMPLE_NAME = "Jean"


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedLine:
    """`segments` as it would be sent to somebody called Jean."""

    id: str
    title: str
    text: str
    is_neutral: bool
    segments: int


def present_canned(reply: CannedReply, practice: Practice, my_name: str) -> CannedLine:
    names = Names(
        first_name=_EXAMPLE_NAME,
        role_title=practice.settings.role_title,
        my_name=my_name.split()[0],
        practice_name=practice.name,
    )
    return CannedLine(
        id=reply.id,
        title=reply.title,
        text=reply.text,
        is_neutral=reply.is_neutral,
        segments=cost_of(filled(reply.text, names), 0).segments,
    )
