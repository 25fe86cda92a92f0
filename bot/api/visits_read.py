"""That another system has read who meets whom, and when."""

from __future__ import annotations

from collections.abc import Iterable

from actions.basis.audit import record
from actions.basis.work import Work
from storage.models import Appointment


def record_visits_read(work: Work, visits: Iterable[Appointment]) -> None:
    """Note for each person once that it was read when they meet whom; a held time is nobody's."""
    people = {(one.referral_id, one.patient_id) for one in visits}
    for referral_id, patient_id in people:
        if referral_id is not None:
            record(work, "read", referral_id)
        elif patient_id is not None:
            record(work, "read", patient_id, subject_type="patient")
