from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storage.models import Audit, SafeguardingRecord
from tests.support.page_client import PageClient
from tests.support.refusals import summary_of
from tests.support.world import World

RECORD = {
    "concern": "Bruises on both arms; says he fell",
    "noticed_on": "2026-11-20",
    "raised_to": "Isla Reid, social work duty team",
    "raised_on": "2026-11-23",
    "raised_time": "09:40",
    "next_step": "They visit on Wednesday; I phone after",
}


async def kept(world: World) -> list[Any]:
    async with world.db.read() as uow:
        return list(
            await uow.session.scalars(select(SafeguardingRecord).order_by(SafeguardingRecord.id))
        )


async def test_a_record_is_kept_listed_and_put_right_by_a_further_one(
    world: World, morag: PageClient
) -> None:
    path = f"{world.near.jean.path}/safeguarding"
    page = await morag.get(path)
    saved = await morag.submit(page, "/safeguarding", **RECORD)
    assert "Record 1" in saved.text and "Isla Reid, social work duty team" in saved.text
    (first,) = await kept(world)
    fields = {**RECORD, "raised_to": "Isla Reid, adult protection", "corrects": first.id}
    corrected = await morag.submit(saved, "/safeguarding", **fields)
    assert "Record 2, correcting record 1" in corrected.text
    assert "corrected by record 2" in corrected.text
    assert [one.raised_to for one in await kept(world)] == [
        "Isla Reid, social work duty team",
        "Isla Reid, adult protection",
    ]
    case = await morag.get(world.near.jean.path)
    assert "Safeguarding (2 recorded)" in case.text
    assert "Safeguarding raised by Morag of Near" in case.text
    assert "Bruises" not in case.html.split('id="record"')[0]
    async with world.db.read() as uow:
        trail = await uow.session.scalars(
            select(Audit.action).where(Audit.action == "raised_safeguarding")
        )
        assert len(trail.all()) == 2


async def test_a_record_with_gaps_or_of_the_future_is_refused_with_its_words_kept(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(f"{world.near.jean.path}/safeguarding")
    for change, field, said in (
        ({"concern": ""}, "concern", "Write what the concern was"),
        ({"raised_to": ""}, "raised_to", "Write with whom you raised it"),
        ({"next_step": " "}, "next_step", "Write the agreed next step"),
        ({"raised_on": "2026-11-24"}, "raised_on", "are still to come"),
        ({"raised_on": ""}, "raised_on", "Choose the day you raised it"),
        ({"noticed_on": "2026-12-01"}, "noticed_on", "is still to come"),
        ({"noticed_on": ""}, "noticed_on", "Choose the day you noticed it"),
        ({"raised_time": "ten"}, "raised_time", "Write the time you raised it, like 14:30"),
        ({"corrects": "0" * 32}, "", "not one of this referral"),
    ):
        refused = await morag.submit(page, "/safeguarding", status=422, **(RECORD | change))
        assert said in refused.text
        assert [one for one, _ in summary_of(refused.html)] == [field][: bool(field)]
        shown = refused.form("/safeguarding").fields
        assert [shown[one] for one in ("concern", "raised_to")] == [
            (RECORD | change)[one] for one in ("concern", "raised_to")
        ]
    assert await kept(world) == []


async def test_a_button_pressed_twice_keeps_one_record_one_note_and_one_call(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    page = await morag.get(f"{jean.path}/safeguarding")
    case = await morag.get(jean.path)
    for _ in range(2):
        await morag.submit(page, "/safeguarding", **RECORD)
        await morag.submit(case, "/note", note="She sounds tired")
        await morag.submit(case, "/calls", call_outcome="no_answer", call_minutes="", call_note="")
    await morag.submit(case, "/note", note="She sounds better")
    assert len(await kept(world)) == 1
    async with world.db.read() as uow:
        notes = await uow.notes.of_referral(jean.referral.id)
        calls = await uow.phone_calls.of_referral(jean.referral.id)
    assert [str(one.text) for one in notes] == ["She sounds tired", "She sounds better"]
    assert len(calls) == 1
    world.clock.advance(timedelta(minutes=1))
    await morag.submit(case, "/calls", call_outcome="no_answer", call_minutes="", call_note="")
    async with world.db.read() as uow:
        assert len(await uow.phone_calls.of_referral(jean.referral.id)) == 2


async def test_no_address_changes_or_removes_a_record(world: World, morag: PageClient) -> None:
    """There is one address for them, and it only adds."""
    from bot.staff.routes import ROUTES

    methods = [(one.method, one.path) for one in ROUTES if "safeguarding" in one.path]
    assert methods == [
        ("GET", "/referrals/{referral}/safeguarding"),
        ("POST", "/referrals/{referral}/safeguarding"),
    ]
