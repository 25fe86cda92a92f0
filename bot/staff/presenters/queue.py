"""One text in the queue, without what it says, and the reason for its state in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from actions.texts.retry_text import Refusal, RetryFacts, is_over, refusal_to_retry
from bot.delivery.errors import ERRORS
from bot.delivery.owners import OF_A_VISIT
from bot.staff.presenters.person import ByPhone, by_phone, full_name, masked
from bot.understanding import carrier_word
from storage.models.message import NOT_ARRIVED, MessageStatus
from storage.views.queue import TEXTS, PlannedText, QueuedText, Wish

_KIND_OF_TIMER: Final = {
    **dict.fromkeys(TEXTS, "notice"),
    "reminder": "reminder",
    "check_in": "check_in",
    "check_in_nudge": "check_in",
    "nudge": "nudge",
    "half_finished": "nudge",
}
_LONGEST_WORD: Final = 12
_CODE: Final = re.compile(r"[0-9]{5}")
_TRIED_AGAIN: Final = re.compile(r"try [0-9]+ after ([0-9]{5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """`reason` is a code of ours, `meaning` the words for a carrier's; `refusal` says why it
    cannot be tried again, "" where it can, None where nothing went wrong."""

    id: str
    at: datetime
    kind: str
    status: str
    reason: str
    meaning: str
    segments: int
    who: str
    by_phone: ByPhone
    referral_id: str
    timezone: str
    refusal: Refusal | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishLine:
    """`word` is the carrier's word that they wrote, "" where it was said otherwise."""

    id: str
    number: str
    at: datetime
    source: str
    word: str
    referral_id: str
    timezone: str


def queued_line(text: QueuedText, timezone: str, *, now: datetime) -> QueueLine:
    """`now` is the server's."""
    message = text.message
    has_failed = message.status in NOT_ARRIVED
    facts = RetryFacts(
        message=message,
        patient=text.patient,
        is_out=text.is_out,
        is_closed=text.is_closed,
        is_visit_over=_is_visit_over(text, now + text.patient.clock_shift),
    )
    meaning = meaning_of(message.reason, message.status)
    return QueueLine(
        id=message.id,
        at=message.at,
        kind=message.kind,
        status=message.status,
        reason="" if meaning else message.reason or _why_it_waits(text),
        meaning=meaning,
        segments=message.segments,
        who=full_name(text.patient),
        by_phone=by_phone(text.patient),
        referral_id=text.referral_id or "",
        timezone=timezone,
        refusal=refusal_to_retry(facts) if has_failed else None,
    )


def _is_visit_over(text: QueuedText, now: datetime) -> bool:
    """Of a reminder from before its visit was kept with it, that is seen only when it is tried."""
    return text.message.owner_type == "appointment" and is_over(text.visit, now)


def _why_it_waits(text: QueuedText) -> str:
    """A reminder that was written already waits for a person too, as one that is planned does."""
    message, patient = text.message, text.patient
    is_of_a_visit = message.owner_type in OF_A_VISIT
    is_held = message.status == "queued" and is_of_a_visit and patient.scheduled_texts_held
    return "held" if is_held else ""


def planned_line(text: PlannedText, timezone: str, *, now: datetime) -> QueueLine:
    timer = text.timer
    reason, until = _why_held(text, now)
    return QueueLine(
        id=timer.id,
        at=timer.due_at,
        kind=_KIND_OF_TIMER[timer.kind],
        status="planned",
        reason=reason,
        meaning="",
        segments=0,
        who=full_name(text.patient),
        by_phone=by_phone(text.patient),
        referral_id=text.referral_id or "",
        timezone=timezone,
        until=until,
    )


def wish_line(wish: Wish, timezone: str) -> WishLine:
    said = str(wish.last_message.text).strip() if wish.last_message else ""
    is_word = wish.opt_out.source == "word" and len(said) <= _LONGEST_WORD and carrier_word(said)
    return WishLine(
        id=wish.opt_out.id,
        number=masked(wish.patient),
        at=wish.opt_out.at,
        source=wish.opt_out.source,
        word=said.upper() if is_word else "",
        referral_id=wish.referral_id or "",
        timezone=timezone,
    )


def meaning_of(reason: str | None, status: MessageStatus) -> str:
    """What a carrier's code means, from the one table of them; "" for what is no code.

    What we called off ourselves never came to a carrier: "unreachable" is then the person, not it.
    """
    if status == "cancelled":
        return ""
    code, is_again = reason or "", False
    if found := _TRIED_AGAIN.fullmatch(code):
        code, is_again = found[1], True
    if error := ERRORS.get(code):
        return f"Tried again. The time before: {error.meaning}" if is_again else error.meaning
    return f"The carrier gave a code new to us: {code}." if _CODE.fullmatch(code) else ""


def _why_held(text: PlannedText, now: datetime) -> tuple[str, datetime | None]:
    patient = text.patient
    if text.is_out:
        return "opted_out", None
    if patient.unreachable_reason is not None:
        return "unreachable", None
    if patient.frozen_at is not None:
        return "frozen", None
    if patient.scheduled_texts_held:
        return "held", None
    if patient.muted_until is not None and patient.muted_until > now:
        return "muted", patient.muted_until
    return "", None
