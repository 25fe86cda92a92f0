"""Staff see that somebody is not to be phoned, whatever reason the inbox gives."""

from __future__ import annotations

from actions.basis.work import SYSTEM, Work
from actions.intake.no_phone import accept_calls, refuse_calls
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World

_TAG = "text, don't phone"


async def test_who_is_not_to_be_phoned_is_marked_until_they_ask_for_a_call(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    assert _TAG not in (await morag.get(jean.path)).text
    async with world.db.begin() as uow:
        work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor=SYSTEM)
        patient = await uow.session.merge(jean.patient)
        referral = await uow.session.merge(jean.referral)
        await refuse_calls(work, patient, referral)
        referral.attention = "worse"
    page = (await morag.get(jean.path)).text
    assert _TAG in page
    assert "asked not to be phoned" in page
    async with world.db.begin() as uow:
        work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor=SYSTEM)
        await accept_calls(work, await uow.session.merge(jean.patient))
    assert _TAG not in (await morag.get(jean.path)).text
