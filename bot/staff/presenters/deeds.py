"""What staff did beside texting, as entries of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.staff.presenters.entry import Entry
from bot.staff.presenters.evidence import Piece
from storage.models import Audit, PhoneCall, SafeguardingRecord

SHOWN_AUDIT = frozenset(
    {
        "asked_for_a_person",
        "check_ins_planned",
        "check_ins_resumed",
        "check_ins_stopped",
        "assigned",
        "closed",
        "death_told",
        "duty_not_told",
        "duty_told",
        "corrected_person",
        "corrected_triage",
        "frozen",
        "given_back",
        "handed_back",
        "joined",
        "marked_danger",
        "marked_no_danger",
        "muted",
        "nobody_came",
        "opted_in",
        "opted_out",
        "owner_silent",
        "reminders_refused",
        "reminders_wanted",
        "calls_refused",
        "calls_wanted",
        "risk_escalated",
        "saw_risk",
        "separated",
        "snoozed",
        "texting_set",
        "texts_released",
        "took_over",
        "unfrozen",
        "unmuted",
        "unsnoozed",
    }
)


def call_entry(call: PhoneCall, names: Mapping[str, str]) -> Entry:
    return Entry(
        id=call.id,
        at=call.at,
        kind="call",
        what=call.outcome,
        by=names.get(call.staff_id, ""),
        minutes=call.minutes,
        pieces=(Piece(text=str(call.note)),) if call.note else (),
    )


def safeguarding_entry(record: SafeguardingRecord, names: Mapping[str, str]) -> Entry:
    """That it was raised; what it says stands on its own page."""
    return Entry(
        id=record.id,
        at=record.at,
        kind="safeguarding",
        what="corrected" if record.corrects_id else "raised",
        by=names.get(record.staff_id, ""),
    )


def audit_entry(audit: Audit, names: Mapping[str, str], shift: timedelta) -> Entry:
    """`by` is who did it; for a silent owner, whose silence it was."""
    actor = str(audit.detail.get("owner", audit.actor))
    changes = [
        f"{word} {str(label).replace('_', ' ')}"
        for key, word in (("added", "added"), ("removed", "took off"))
        for label in audit.detail.get(key, ())
    ]
    if audit.action == "corrected_triage":
        changes.append(f"priority {audit.detail['priority']}")
    return Entry(
        id=audit.id,
        at=audit.at + shift,
        kind="audit",
        what=audit.action,
        by=names.get(actor.removeprefix("staff:"), ""),
        pieces=(Piece(text=", ".join(changes)),) if changes else (),
    )
