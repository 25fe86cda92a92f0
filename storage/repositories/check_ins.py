from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, literal_column, select

from storage.models import CheckIn
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository

_ASKED: Final = ("sent", "unanswered", "answered")


class CheckIns(Repository[CheckIn]):
    model = CheckIn

    async def of_referral(self, referral_id: str) -> Sequence[CheckIn]:
        """Every check-in of a referral, in order."""
        return await self._read(_OF_REFERRAL, {"referral_id": referral_id})

    async def latest_sent(self, referral_id: str) -> CheckIn | None:
        """The one that an answer now belongs to: sent last; late or put right is welcome."""
        return next(iter(await self._read(_LATEST_SENT, {"referral_id": referral_id})), None)

    async def waiting_for(self, patient_id: str) -> CheckIn | None:
        """The one that a person was asked and nobody has answered or given up, of any referral."""
        return await self._session.scalar(
            select(CheckIn)
            .where(CheckIn.patient_id == patient_id, CheckIn.status == "sent")
            .order_by(CheckIn.sent_at.desc(), CheckIn.id.desc())
            .limit(1)
        )

    async def latest_answered(self, referral_id: str) -> CheckIn | None:
        """The one that was answered last, to which a 0 to 10 answer then belongs."""
        return await self._session.scalar(
            select(CheckIn)
            .where(CheckIn.referral_id == referral_id, CheckIn.status == "answered")
            .order_by(CheckIn.answered_at.desc(), CheckIn.id.desc())
            .limit(1)
        )


_OF_REFERRAL = Prepared(
    CheckIn,
    lambda found: found.where(CheckIn.referral_id == bindparam("referral_id")).order_by(
        CheckIn.sequence, CheckIn.id
    ),
)
_LATEST_SENT = Prepared(
    CheckIn,
    lambda found: (
        found.where(
            CheckIn.referral_id == bindparam("referral_id"),
            CheckIn.status.in_([literal_column(f"'{status}'") for status in _ASKED]),
        )
        .order_by(CheckIn.sent_at.desc(), CheckIn.id.desc())
        .limit(literal_column("1"))
    ),
)
