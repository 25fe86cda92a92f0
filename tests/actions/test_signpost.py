"""What somebody was told of: only services that their text had room to name."""

from __future__ import annotations

from sqlalchemy import select

from actions.basis.work import Work
from actions.intake.signpost import signpost
from bot.directory.one_text import one_text
from storage.database import Database
from storage.models import Signpost
from tests import builders as make

LONG_NAMES = (
    "Craigmhor and District Money Advice and Welfare Rights Service for Everyone",
    "The Craigmhor Society for the Relief of Households in Debt or in Arrears",
)

REACHABLE = {"phone": "0141 496 0201", "areas": ["Scotland"], "last_reviewed": make.NOW.date()}


async def test_only_a_service_that_the_text_had_room_for_counts_as_told(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await make.a_practice(uow)
        conversation = await make.a_conversation(
            uow, patient=await make.a_patient(uow, practice=practice)
        )
        referral = await make.a_referral(uow, conversation=conversation)
        for name in LONG_NAMES:
            await make.a_service(uow, practice_id=practice.id, name=name, **REACHABLE)
        work = Work(uow=uow, now=make.NOW, practice=practice, actor="system")

        told = one_text(await signpost(work, referral, ["money"]))

    async with database.read() as uow:
        kept = list(await uow.session.scalars(select(Signpost.name)))
    assert len(kept) == 1
    assert [name for name in LONG_NAMES if name in told] == kept
