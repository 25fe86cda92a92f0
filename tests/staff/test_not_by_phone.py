"""Staff see that somebody is not to be phoned, whatever reason the inbox gives."""

from __future__ import annotations

from actions.basis.spoken_of import DIALOGUE
from actions.basis.work import SYSTEM, Work
from actions.intake.no_phone import accept_calls, refuse_calls
from storage.models import Conversation, Referral
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World

_TAG = "text, don't phone"


async def test_staff_lift_and_set_it_by_hand_as_they_heard_it(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor=SYSTEM)
        patient = await uow.session.merge(jean.patient)
        await refuse_calls(work, patient, await uow.session.merge(jean.referral))
        thread = await uow.session.merge(jean.conversation)
        thread.state = {DIALOGUE: {"slots": {"no_phone": True, "name": "Jean"}}}
    page = await morag.get(jean.path)
    assert page.form("/reply").fields["refuses_calls"] == "yes"
    page = await morag.submit(page, "/texting", refuses_calls="")
    assert _TAG not in page.text.split("What was said and done")[0]
    row = await world.row(Referral, jean.referral.id)
    assert row.attention is None
    thread = await world.row(Conversation, jean.conversation.id)
    assert thread.state[DIALOGUE]["slots"] == {"no_phone": False, "name": "Jean"}
    async with world.db.read() as uow:
        said = await uow.consents.latest(jean.patient.id, "calls")
        trail = await uow.audit.of_subject("patient", jean.patient.id)
    assert said is not None and (said.given, said.source) == (True, "staff")
    assert trail[-2].action == "calls_wanted" and trail[-2].actor.startswith("staff:")
    page = await morag.submit(page, "/texting", refuses_calls="yes")
    assert _TAG in page.text.split("What was said and done")[0]


async def test_a_page_from_before_they_refused_calls_does_not_lift_it(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(jean.path)
    async with world.db.begin() as uow:
        work = Work(uow=uow, now=make.NOW, practice=world.near.practice, actor=SYSTEM)
        patient = await uow.session.merge(jean.patient)
        await refuse_calls(work, patient, await uow.session.merge(jean.referral))
    refused = await morag.submit(page, "/texting", status=409, safe_to_call="yes")
    assert "Nothing was saved: see how it stands" in refused.text
    assert _TAG in (await morag.get(jean.path)).text


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
        patient = await uow.session.merge(jean.patient)
        await accept_calls(work, patient, await uow.session.merge(jean.referral))
    assert _TAG not in (await morag.get(jean.path)).text
