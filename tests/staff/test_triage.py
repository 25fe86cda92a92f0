from typing import Any

from sqlalchemy import select

from storage.models import Need, Patient, Referral, RiskFlag, TriageFeedback
from tests.support.page_client import Page, PageClient
from tests.support.world import CRISIS, World, a_case, a_risk


async def feedback(world: World) -> list[tuple[Any, ...]]:
    async with world.db.read() as uow:
        rows = await uow.session.scalars(select(TriageFeedback).order_by(TriageFeedback.id))
        return [
            (one.kind, one.needs_before, one.risk_before, one.needs_after, one.risk_after)
            for one in rows
        ]


async def needs_of(world: World, referral_id: str) -> list[tuple[str, str]]:
    async with world.db.read() as uow:
        rows = await uow.session.scalars(
            select(Need).where(Need.referral_id == referral_id).order_by(Need.label)
        )
        return [(one.label, one.source) for one in rows]


async def save(
    morag: PageClient, page: Page, *, off: str = "", on: str = "", status: int = 200, **more: str
) -> Page:
    form = page.form("/triage")
    fields = {name: value for name, value in form.fields.items() if name != f"need_{off}"}
    fields |= {f"need_{on}": "yes"} if on else {}
    return await morag.post(form.action, {**fields, **more}, status=status)


async def test_a_wrong_need_goes_a_missed_one_comes_and_the_word_is_kept(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    page = await morag.get(f"{case.path}/triage?message={case.message.id}")
    done = await save(morag, page, off="energy", on="money", priority="urgent")
    assert "Put right. Your word is kept" in done.text
    assert "added money, took off energy, priority urgent" in done.text
    assert await needs_of(world, case.referral.id) == [
        ("housing", "patient"),
        ("money", "link_worker"),
    ]
    assert (await world.row(Referral, case.referral.id)).priority == "urgent"
    ((kind, before, _, after, risk),) = await feedback(world)
    assert (kind, sorted(before), sorted(after), risk) == (
        "needs",
        ["energy", "housing"],
        ["housing", "money"],
        "none",
    )


async def test_a_need_known_otherwise_teaches_nothing(world: World, morag: PageClient) -> None:
    case = world.near.jean
    page = await morag.get(f"{case.path}/triage")
    await save(morag, page, on="caring")
    assert ("caring", "link_worker") in await needs_of(world, case.referral.id)
    assert await feedback(world) == []
    again = await save(morag, await morag.get(f"{case.path}/triage"), status=422)
    assert "Nothing is different from before" in again.text
    assert 'id="priority-error"' in again.html


async def test_abuse_named_by_a_person_has_texts_worded_neutrally(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    await save(morag, await morag.get(f"{case.path}/triage"), on="abuse")
    patient = await world.row(Patient, case.patient.id)
    assert (patient.neutral_wording, patient.scheduled_texts_held) == (True, True)


async def test_no_danger_lowers_what_it_raised_and_keeps_the_flag(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, words=CRISIS)
        await a_risk(uow, case)
        case.patient.scheduled_texts_held = True
    page = await morag.get(f"{case.path}/triage")
    done = await morag.submit(page, "/no-danger")
    assert "Marked as no danger" in done.text
    assert "no danger, says Morag of Near" in done.text
    assert "mark--risk" not in done.html
    referral = await world.row(Referral, case.referral.id)
    assert (referral.risk, referral.priority) == ("none", "routine")
    assert (await world.row(Patient, case.patient.id)).scheduled_texts_held is True
    async with world.db.read() as uow:
        assert len((await uow.session.scalars(select(RiskFlag))).all()) == 1
    assert await feedback(world) == [("no_danger", [], "crisis", [], "none")]
    again = await morag.post(
        page.form("/no-danger").action, page.form("/no-danger").fields, status=422
    )
    assert "That text is not marked as danger" in again.text


async def test_danger_that_was_missed_raises_the_referral_and_holds_texts(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    page = await morag.get(f"{case.path}/triage?message={case.message.id}")
    done = await morag.submit(page, "/missed-danger", level="crisis")
    assert "Blether has not sent the crisis lines" in done.text
    assert "mark--risk" in done.html
    referral = await world.row(Referral, case.referral.id)
    assert (referral.risk, referral.priority) == ("crisis", "crisis")
    assert (await world.row(Patient, case.patient.id)).scheduled_texts_held is True
    async with world.db.read() as uow:
        flag = await uow.session.scalar(select(RiskFlag))
    assert flag is not None and flag.seen_by == world.near.worker.id
    ((kind, _, before, _, after),) = await feedback(world)
    assert (kind, before, after) == ("missed_danger", "none", "crisis")
    form = page.form("/missed-danger")
    again = await morag.post(form.action, {**form.fields, "level": "urgent"}, status=422)
    assert "marked so, or as graver, already" in again.text
    assert 'href="#level"' in again.html
    assert 'id="level-error"' in again.html
    assert again.form("/missed-danger").fields["level"] == "urgent"


async def test_a_text_of_somebody_else_cannot_be_put_right_here(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(f"{world.near.jean.path}/triage")
    form = page.form("/missed-danger")
    fields = {**form.fields, "message": world.far.jean.message.id}
    await morag.post(form.action, fields, status=404)
    assert await feedback(world) == []
