"""Find the person, conversation and referral that staff, the API or a timer speaks of."""

from __future__ import annotations

from typing import TypeAlias

from actions.basis.errors import AlreadyClosed, NotFound
from actions.basis.work import Work
from storage.models import Conversation, Patient, Referral

CaseFile: TypeAlias = tuple[Patient, Conversation, Referral]


async def case_file(work: Work, referral_id: str) -> CaseFile:
    """The three rows, the person's lane held until commit; raises NotFound.

    A referral of another practice is not found rather than refused, so that nobody learns
    which exist.
    """
    found = await work.uow.referrals.case_file(work.practice.id, referral_id)
    if found is None:
        raise NotFound("There is no such referral.")
    return found


async def live_case(work: Work, referral_id: str) -> CaseFile:
    """As `case_file`; raises AlreadyClosed when the referral is closed."""
    patient, conversation, referral = await case_file(work, referral_id)
    if referral.status == "closed":
        raise AlreadyClosed
    return patient, conversation, referral
