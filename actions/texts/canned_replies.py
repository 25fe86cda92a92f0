"""Canned replies: a practice's own words to start from, and the names that are filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from actions.basis.audit import record
from actions.basis.errors import NotAllowed, NotFound
from actions.basis.work import Work
from bot.visible import visible
from storage.models import CannedReply

STARTER: Final = Path(__file__).with_name("starter_replies.yml")
PLACEHOLDERS: Final = ("first_name", "role_title", "my_name", "practice_name")
LONGEST_TITLE: Final = 60
LONGEST: Final = 480
"""Three segments: whoever writes more has something to say by telephone."""
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the placeholders stand for; `first_name` is "" where nobody gave one."""

    first_name: str
    role_title: str
    my_name: str
    practice_name: str


def filled(text: str, names: Names) -> str:
    """`text` with its placeholders filled; a name that is not known leaves no gap behind."""
    values = {name: getattr(names, name) for name in PLACEHOLDERS}
    if not names.first_name:
        text = re.sub(r",? ?\{first_name\}", "", text)
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


async def canned_replies(work: Work) -> Sequence[CannedReply]:
    """The practice's, by title; one that never had any is given the starter set."""
    rows = work.uow.canned_replies
    if not await rows.has_any(work.practice.id):
        await rows.add_starters(
            CannedReply(
                practice_id=work.practice.id,
                title=one["title"],
                text=one["text"],
                is_neutral=bool(one.get("neutral")),
                starter=one["name"],
                updated_at=work.now,
            )
            for one in _starter_set()
        )
    return await rows.of_practice(work.practice.id)


async def find_reply(work: Work, reply_id: str) -> CannedReply:
    """One in use at this practice; raises NotFound."""
    found = await work.uow.canned_replies.get(reply_id)
    if found is None or found.practice_id != work.practice.id or found.retired_at is not None:
        raise NotFound("There is no such reply.")
    return found


async def save_reply(
    work: Work, reply_id: str | None, *, title: str, text: str, is_neutral: bool
) -> CannedReply:
    """Add a reply, or change the one with this id. Raises NotAllowed, NotFound."""
    title, text = visible(title), visible(text.replace("\r\n", "\n"))
    _require_sound(title, text, is_neutral)
    if reply_id is None:
        reply = work.uow.canned_replies.add(
            CannedReply(
                practice_id=work.practice.id,
                title=title,
                text=text,
                is_neutral=is_neutral,
                updated_at=work.now,
            )
        )
    else:
        reply = await find_reply(work, reply_id)
        reply.title, reply.text, reply.is_neutral = title, text, is_neutral
        reply.updated_at = work.now
    record(work, "saved_canned_reply", reply.id, subject_type="canned_reply")
    return reply


async def retire_reply(work: Work, reply_id: str) -> None:
    """Take it out of use; raises NotFound."""
    reply = await find_reply(work, reply_id)
    reply.retired_at = work.now
    record(work, "retired_canned_reply", reply.id, subject_type="canned_reply")


def _require_sound(title: str, text: str, is_neutral: bool) -> None:
    if not title or not text:
        raise NotAllowed("Write a name and a text.")
    if len(title) > LONGEST_TITLE:
        raise NotAllowed(f"The name has {LONGEST_TITLE} characters at most.")
    if len(text) > LONGEST:
        raise NotAllowed(f"The text has {LONGEST} characters at most: that is three segments.")
    named = _PLACEHOLDER.findall(text)
    unknown = [one for one in named if one not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
        raise NotAllowed(f"{{{unknown[0]}}} is not one of the placeholders: {known}.")
    if is_neutral and named:
        raise NotAllowed("A neutral reply names nobody, so it has no placeholders.")


@cache
def _starter_set() -> tuple[dict[str, Any], ...]:
    return tuple(YAML(typ="safe", pure=True).load(STARTER.read_text(encoding="utf-8")))
