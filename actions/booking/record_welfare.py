"""What a link worker did after somebody did not come: a missed visit may mean trouble."""

from __future__ import annotations

from collections.abc import Mapping

from actions.basis.appointment_file import appointment_file
from actions.basis.audit import record
from actions.basis.errors import NotAllowed, NotFilledIn
from actions.basis.when_text import when_text
from actions.basis.work import Work
from actions.casework.add_note import add_note
from actions.casework.record_call import CallMade, record_call
from storage.models.phone_call import CallOutcome

DEEDS: Mapping[str, str] = {
    "spoke": "Phoned and spoke with them.",
    "no_answer": "Phoned, no answer.",
    "texted": "Sent them a text of my own.",
    "practice": "Asked the practice team to look in on them.",
}
_CALLS: Mapping[str, CallOutcome] = {"spoke": "reached", "no_answer": "no_answer"}
"""What was done by telephone is a call like any other: reports count it, and whoever was spoken
with has met a person."""


async def record_welfare(
    work: Work, appointment_id: str, staff_id: str, deed: str, words: str
) -> None:
    """Keep it as a call or a note; the inbox no longer asks for it once they were spoken with.

    Raises NotFound, NotFilledIn for a deed that is none of DEEDS, NotAllowed for a visit nobody
    missed.
    """
    if deed not in DEEDS:
        raise NotFilledIn("deed", "Say what you did.")
    file = await appointment_file(work, appointment_id)
    visit = file.appointment
    if visit.status != "did_not_attend" or visit.referral_id is None:
        raise NotAllowed("This visit was not missed.")
    after = f"After the visit missed on {when_text(visit.starts_at, work.timezone)}"
    if outcome := _CALLS.get(deed):
        made = CallMade(outcome=outcome, note=f"{after}. {words}".strip())
        await record_call(work, visit.referral_id, staff_id, made)
    else:
        text = f"{after}: {DEEDS[deed]} {words}".strip()
        await add_note(work, visit.referral_id, staff_id, text)
    record(work, "checked_welfare", visit.id, subject_type="appointment", detail={"deed": deed})
