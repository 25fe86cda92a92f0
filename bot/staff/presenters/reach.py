"""How, and whether, somebody may be reached: beside their conversation, and what its forms show."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.texts.reach_as_shown import reach_as_shown, texting_as_shown
from storage.views.casebook import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachShown:
    """`as_shown` and `texting_as_shown` go with the forms; `unreachable_reason` is "" for who can
    be reached, and "erased" where there is nobody any more."""

    safe_to_text: str
    safe_to_call: str
    contact_advice: str = field(repr=False)
    neutral_wording: bool
    scheduled_texts_held: bool
    is_opted_out: bool
    refuses_calls: bool
    is_frozen: bool
    unreachable_reason: str
    as_shown: str
    texting_as_shown: str

    @property
    def may_be_texted(self) -> bool:
        return not (self.is_opted_out or self.is_frozen or self.unreachable_reason)


def present_reach(book: Casebook) -> ReachShown:
    details = book.dossier.details
    patient = details.patient
    return ReachShown(
        safe_to_text=patient.safe_to_text,
        safe_to_call=patient.safe_to_call,
        contact_advice=str(patient.contact_advice or ""),
        neutral_wording=patient.neutral_wording,
        scheduled_texts_held=patient.scheduled_texts_held,
        is_opted_out=book.is_opted_out,
        refuses_calls=book.refuses_calls,
        is_frozen=patient.frozen_at is not None,
        unreachable_reason=patient.unreachable_reason or "",
        as_shown=reach_as_shown(patient, details.risk_flags, refuses_calls=book.refuses_calls),
        texting_as_shown=texting_as_shown(patient),
    )
