"""A note of the team's on a referral; patients never see it."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import NotFilledIn
from actions.basis.pressed_twice import kept_just_now
from actions.basis.work import Work
from bot.visible import visible
from storage.models import Note
from storage.models.note import NoteKind
from storage.private import PatientText


async def add_note(
    work: Work, referral_id: str, staff_id: str, text: str, kind: NoteKind = "note"
) -> Note:
    """Keep `text`; raises NotFilledIn when it is empty, NotFound."""
    text = visible(text)
    if not text:
        raise NotFilledIn("note", "Write something first.")
    patient, _, referral = await case_file(work, referral_id)
    now, words = work.now_for(patient), PatientText(text)
    kept = kept_just_now(
        await work.uow.notes.of_referral(referral.id),
        staff_id,
        now,
        lambda one: (one.kind, one.text) == (kind, words),
    )
    if kept is not None:
        return kept
    note = Note(
        practice_id=work.practice.id,
        referral_id=referral.id,
        staff_id=staff_id,
        kind=kind,
        text=words,
        at=now,
    )
    work.uow.notes.add(note)
    record(work, "noted", referral.id, detail={"kind": kind})
    return note
