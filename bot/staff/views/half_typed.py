"""What somebody has typed on the page of a conversation, whichever of its buttons they press.

The page is one form: with no script too, a button takes along what stands half typed beside it, and
the page that it leads to has the words again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from actions.casework.record_call import CallMade
from bot.staff.presenters.reply_box import Typed

USED_BY: Final[Mapping[str, frozenset[str]]] = {
    "reply": frozenset({"text"}),
    "note": frozenset({"note"}),
    "calls": frozenset({"call_minutes", "call_note"}),
    "texting": frozenset({"contact_advice"}),
    "snooze": frozenset({"snooze_until"}),
}
"""The fields that are kept elsewhere once this was done, by the last part of its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTyped:
    """`call` is None where nothing was written of one, `contact_advice` "" where it was not
    changed."""

    reply: Typed = field(default_factory=Typed)
    note: str = field(default="", repr=False)
    call: CallMade | None = None
    contact_advice: str = field(default="", repr=False)
    snooze_until: str = ""

    @property
    def is_any(self) -> bool:
        written = (self.reply.text.strip(), self.note, self.contact_advice, self.snooze_until)
        return self.call is not None or any(written)


def half_typed(form: Mapping[str, str], *, used: Collection[str] = ()) -> HalfTyped:
    """Of `form`, without the fields that are `used`: those are done."""
    left = {
        name: text.replace("\r\n", "\n").strip() for name, text in form.items() if name not in used
    }
    advice = left.get("contact_advice", "")
    return HalfTyped(
        reply=_reply(form) if "text" not in used else Typed(),
        note=left.get("note", ""),
        call=_call(left),
        contact_advice="" if advice == left.get("contact_advice_before", "") else advice,
        snooze_until=left.get("snooze_until", ""),
    )


def _reply(form: Mapping[str, str]) -> Typed:
    """A canned reply is put in, and the day for later open, by a button of their own."""
    is_later = bool(form.get("later"))
    return Typed(
        text=form.get("text", "").strip().replace("\r\n", "\n"),
        insert=form.get("canned", "") if form.get("insert") else "",
        later_day=form.get("later_day", "") if is_later else "",
        later_time=form.get("later_time", "") if is_later else "",
    )


def _call(left: Mapping[str, str]) -> CallMade | None:
    minutes, note = left.get("call_minutes", ""), left.get("call_note", "")
    if not (minutes or note):
        return None
    return CallMade(outcome=left.get("call_outcome", ""), minutes=minutes, note=note)
