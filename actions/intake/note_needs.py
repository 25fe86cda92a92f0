"""Note the needs that a message names, with the person's own words that led to each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions.basis.work import Work
from bot.understanding import Detection, Evidence
from storage.models import Need, Patient, Referral


async def note_needs(
    work: Work,
    patient: Patient,
    referral: Referral,
    known: list[Need],
    *,
    message_id: str,
    text: str,
    detection: Detection,
    at: datetime,
) -> list[str]:
    """Add needs to the referral, or evidence to those on it; returns the labels that are new.

    From a disclosure of abuse on, every text is worded neutrally and scheduled ones wait for a
    person's yes: somebody else may be reading this phone.
    """
    by_label = {need.label: need for need in known}
    new = []
    for label in detection.needs:
        evidence = spans(detection.evidence, label, message_id=message_id, text=text)
        if label in by_label:
            by_label[label].evidence = [*by_label[label].evidence, *evidence]
            continue
        need = Need(referral_id=referral.id, label=label, evidence=evidence, created_at=at)
        work.uow.needs.add(need)
        known.append(need)
        new.append(label)
    if "abuse" in new:
        patient.neutral_wording = True
        patient.scheduled_texts_held = True
    if new:
        referral.updated_at = at
    return new


def spans(
    evidence: Sequence[Evidence], label: str, *, message_id: str, text: str
) -> list[dict[str, Any]]:
    """The evidence for one label, as kept: where in which message, and the words themselves."""
    return [
        {
            "message_id": message_id,
            "start": each.start,
            "end": each.end,
            "words": text[each.start : each.end],
            "why": each.why,
        }
        for each in evidence
        if each.label == label
    ]
