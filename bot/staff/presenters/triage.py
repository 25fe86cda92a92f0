"""The page on which a person puts needs, danger and priority right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from actions.casework.triage_as_shown import triage_as_shown
from bot.staff.presenters.person import full_name
from bot.understanding import NEEDS
from bot.web.filters import day_time
from storage.models import Message, Practice
from storage.views.casebook import Casebook

_LONGEST_SHOWN: Final = 60
_MOST_TEXTS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """One of the person's texts; `alarm` is the danger that it stands marked with, "" for none."""

    id: str
    at: datetime
    text: str = field(repr=False)
    alarm: str

    def label(self, timezone: str) -> str:
        """When it came and how it begins, for a list to choose from."""
        is_long = len(self.text) > _LONGEST_SHOWN
        begins = f"{self.text[:_LONGEST_SHOWN].rstrip()}…" if is_long else self.text
        return f"{day_time(self.at, timezone)}: {begins}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """`needs` pairs every label with whether it is ticked; `chosen` is the text it is about."""

    path: str
    who: str = field(repr=False)
    timezone: str
    is_closed: bool
    as_shown: str
    needs: tuple[tuple[str, bool], ...]
    priority: str
    texts: tuple[TextShown, ...]
    text_options: tuple[tuple[str, str], ...] = field(repr=False)
    alarms: tuple[TextShown, ...]
    chosen: TextShown | None
    level: str
    """How grave a danger is that was missed."""


def present_triage(
    book: Casebook, practice: Practice, *, chosen: str, form: Mapping[str, str]
) -> TriageView:
    details = book.dossier.details
    alarms = _alarms(book)
    theirs = [one for one in book.messages if one.direction == "in"][-_MOST_TEXTS:]
    texts = tuple(_text(one, alarms) for one in reversed(theirs))
    wanted = form.get("message", chosen)
    known = {one.label for one in details.needs}
    ticked = {one for one in NEEDS if form.get(f"need_{one}")} if "priority" in form else known
    return TriageView(
        path=f"/staff/referrals/{details.referral.id}",
        who=full_name(details.patient),
        timezone=practice.timezone,
        is_closed=details.referral.status == "closed",
        as_shown=triage_as_shown(details.referral, details.needs, details.risk_flags),
        needs=tuple((one, one in ticked) for one in NEEDS),
        priority=form.get("priority", details.referral.priority),
        texts=texts,
        text_options=tuple((one.id, one.label(practice.timezone)) for one in texts),
        alarms=tuple(one for one in texts if one.alarm),
        chosen=next((one for one in texts if one.id == wanted), None),
        level=form.get("level", "crisis"),
    )


def _alarms(book: Casebook) -> dict[str, str]:
    """The danger that each text stands marked with, by a person's last word or the machine's."""
    alarms = {one.message_id: one.level for one in book.dossier.details.risk_flags}
    for one in book.feedback:
        if one.kind == "no_danger":
            alarms.pop(one.message_id, None)
        elif one.kind == "missed_danger":
            alarms[one.message_id] = one.risk_after
    return alarms


def _text(message: Message, alarms: Mapping[str, str]) -> TextShown:
    return TextShown(
        id=message.id,
        at=message.at,
        text=str(message.text),
        alarm=alarms.get(message.id, ""),
    )
