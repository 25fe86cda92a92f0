"""Everything that happened with one person, in order, as entries that a template can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.staff.presenters.deeds import SHOWN_AUDIT, audit_entry, call_entry, safeguarding_entry
from bot.staff.presenters.entry import Entry
from bot.staff.presenters.evidence import Mark, Piece, cut
from bot.staff.presenters.no_danger import no_danger
from bot.staff.presenters.queue import meaning_of
from storage.models import (
    Appointment,
    Audit,
    CheckIn,
    Message,
    Need,
    Note,
    PhoneCall,
    RiskFlag,
    SafeguardingRecord,
    Signpost,
    TriageFeedback,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The rows a timeline is made of. `shift` is how far the person's clock is ahead."""

    messages: Sequence[Message]
    needs: Sequence[Need]
    risk_flags: Sequence[RiskFlag]
    notes: Sequence[Note]
    appointments: Sequence[Appointment]
    check_ins: Sequence[CheckIn]
    signposts: Sequence[Signpost]
    audit: Sequence[Audit]
    phone_calls: Sequence[PhoneCall]
    safeguarding: Sequence[SafeguardingRecord]
    feedback: Sequence[TriageFeedback]
    names: Mapping[str, str]
    shift: timedelta = timedelta(0)


def timeline(history: History) -> tuple[Entry, ...]:
    """Every entry, oldest first; times are on the person's own clock."""
    calm = {
        id: history.names.get(staff_id, "a colleague")
        for id, staff_id in no_danger(history.feedback).items()
    }
    marks = _marks(history, calm)
    entries = [
        *(_text(one, marks.get(one.id, ()), history, calm) for one in history.messages),
        *(_note(one, history.names) for one in history.notes),
        *(call_entry(one, history.names) for one in history.phone_calls),
        *(safeguarding_entry(one, history.names) for one in history.safeguarding),
        *(
            audit_entry(one, history.names, history.shift)
            for one in history.audit
            if one.action in SHOWN_AUDIT
        ),
        *(_booking(one, history.names) for one in history.appointments),
        *(_signpost(one) for one in history.signposts),
        *(_check_in(one) for one in history.check_ins if one.sent_at or one.answered_at),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id)))


def _marks(history: History, calm: Mapping[str, str]) -> dict[str, list[Mark]]:
    """The marks of each message, by its id; none of danger where a person has said otherwise."""
    found: dict[str, list[Mark]] = {}
    for need in history.needs:
        _collect(found, need.evidence, need.label.replace("_", " "), is_risk=False)
    for flag in history.risk_flags:
        if flag.message_id in calm:
            continue
        _collect(found, flag.evidence, flag.level, is_risk=True, message_id=flag.message_id)
    return found


def _collect(
    into: dict[str, list[Mark]],
    evidence: Iterable[Mapping[str, Any]],
    why: str,
    *,
    is_risk: bool,
    message_id: str | None = None,
) -> None:
    for one in evidence:
        start, end = one.get("start"), one.get("end")
        where = one.get("message_id") or message_id
        if where and isinstance(start, int) and isinstance(end, int):
            mark = Mark(start=start, end=end, why=why, is_risk=is_risk)
            into.setdefault(str(where), []).append(mark)


def _text(
    message: Message, marks: Iterable[Mark], history: History, calm: Mapping[str, str]
) -> Entry:
    return Entry(
        id=message.id,
        at=message.send_at or message.at,
        kind="text",
        what=message.kind,
        by=history.names.get(message.staff_id or "", ""),
        direction=message.direction,
        pieces=cut(str(message.text), marks),
        status=message.status,
        reason=message.reason or "",
        meaning=meaning_of(message.reason, message.status),
        segments=message.segments,
        media=message.media,
        is_risk=message.kind == "crisis",
        send_at=message.send_at,
        set_right_by=calm.get(message.id, ""),
    )


def _note(note: Note, names: Mapping[str, str]) -> Entry:
    return Entry(
        id=note.id,
        at=note.at,
        kind="note",
        what=note.kind,
        by=names.get(note.staff_id, ""),
        pieces=(Piece(text=str(note.text)),),
    )


def _booking(appointment: Appointment, names: Mapping[str, str]) -> Entry:
    return Entry(
        id=appointment.id,
        at=appointment.created_at,
        kind="booking",
        what=appointment.mode,
        by=names.get(appointment.link_worker_id, ""),
        status=appointment.status,
        when=appointment.starts_at,
    )


def _signpost(signpost: Signpost) -> Entry:
    return Entry(
        id=signpost.id,
        at=signpost.at,
        kind="signpost",
        what=signpost.need,
        pieces=(Piece(text=signpost.name),),
    )


def _check_in(check_in: CheckIn) -> Entry:
    at = check_in.answered_at or check_in.sent_at or check_in.due_at
    words = (Piece(text=str(check_in.words)),) if check_in.words else ()
    return Entry(
        id=check_in.id,
        at=at,
        kind="check_in",
        what=check_in.answer or "",
        status=check_in.status,
        pieces=words,
    )
