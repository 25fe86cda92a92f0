from datetime import timedelta

import pytest

from actions.basis.reference import reference_of
from storage.private import PersonName
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import CRISIS, World, a_case, a_risk


def whole_names(html: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in html.split('inbox__name"')[1:]]


def names(html: str) -> list[str]:
    """First names, which no two of a test's people share."""
    return [name.split()[0] for name in whole_names(html)]


async def test_oldest_unseen_risk_stands_on_top_with_its_age(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        late = await a_case(uow, world.near.practice, name="Late Lament", words=CRISIS)
        early = await a_case(uow, world.near.practice, name="Early Bird", words=CRISIS)
        await a_risk(uow, late, raised_at=make.NOW)
        await a_risk(uow, early, raised_at=make.NOW - timedelta(minutes=40))
    page = await morag.get("/staff/")
    assert names(page.html) == ["Early", "Late", "Jean"]
    assert "raised 40 minutes ago, and 2 are unseen in all" in page.text
    assert f'href="/staff/referrals/{early.referral.id}">Open the oldest' in page.html
    row = page.html.split('inbox__name"')[1]
    reference = f"ref {reference_of(early.referral.id)}"  # as in the text to the one on duty
    assert reference in row
    assert reference in (await morag.get(early.path)).text


async def test_worse_and_urgent_come_before_those_who_waited_longer(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = world.near.practice
        await a_case(uow, practice, name="Long Wait", waiting_since=make.NOW - timedelta(days=9))
        await a_case(uow, practice, name="Worse Now", attention="worse", attention_at=make.NOW)
        await a_case(uow, practice, name="Urgent Need", priority="urgent")
    order = names((await morag.get("/staff/")).html)
    assert set(order[:2]) == {"Worse", "Urgent"}
    assert order[2:] == ["Long", "Jean"]


async def test_a_diary_that_was_imported_does_not_stand_before_who_asks_for_help(
    world: World, morag: PageClient
) -> None:
    practice, worker = world.near.practice, world.near.worker
    began = make.NOW - timedelta(days=3)
    async with world.db.begin() as uow:
        for first in ("Ina", "Agnes", "Tam", "Worse"):
            patient = await make.a_patient(
                uow, practice=practice, name=PersonName(f"{first} Diary")
            )
            thread = {"last_inbound_at": began} if first == "Tam" else {}
            thread |= {"owner_id": worker.id} if first == "Agnes" else {}
            conversation = await make.a_conversation(uow, patient=patient, **thread)
            given = {"source": "import", "status": "open", "created_at": began, "attention": None}
            given |= {"attention": "worse"} if first == "Worse" else {}
            given |= {"assigned_to": worker.id, "waiting_since": None}
            await make.a_referral(uow, conversation=conversation, **given)
    page = await morag.get("/staff/")
    assert set(names(page.html)) == {"Worse", "Tam", "Agnes", "Jean"}
    assert "Needs a person 4" in page.text
    assert "Ina" in names((await morag.get("/staff/?status=open")).html)
    assert "Ina" not in names((await morag.get("/staff/?whose=mine")).html)
    assert "Ina Diary" in (await morag.get("/staff/caseload?whose=all")).text


async def test_who_wrote_of_danger_half_way_does_not_vanish_by_being_looked_at(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = world.near.practice
        case = await a_case(uow, practice, name="Isla Orr", words=CRISIS, status="collecting")
        await a_risk(uow, case)
        await a_case(uow, practice, name="Half Told", status="collecting")
    assert names((await morag.get("/staff/")).html) == ["Isla", "Jean"]
    opened = await morag.get(case.path)  # and the telephone rings
    top = opened.html.split('id="case-contact"')[1].split("</div>")[0]
    assert ">crisis<" in top.replace(" ", "").replace("\n", "")
    page = await morag.get("/staff/")
    assert names(page.html) == ["Isla", "Jean"]
    assert "Needs a person 2" in page.text


@pytest.mark.parametrize("tab", ["", "?whose=nobody", "?unread=1", "?need=energy"])
async def test_who_cannot_wait_is_in_the_inbox_before_they_have_answered_everything(
    tab: str, world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = world.near.practice
        await a_case(uow, practice, name="Nae Food", status="collecting", priority="urgent")
        await a_case(uow, practice, name="Half Told", status="collecting")
    page = await morag.get(f"/staff/{tab}")
    assert names(page.html) == ["Nae", "Jean"]
    assert "Needs a person 2 Mine 0 Nobody's 2 Unread 2" in page.text


async def test_who_was_phoned_half_way_stays_with_whoever_phoned(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = world.near.practice
        asked = {"attention": "handoff", "attention_at": make.NOW}
        case = await a_case(uow, practice, name="Rab Orr", status="collecting", **asked)
    page = await morag.get(case.path)
    await morag.submit(page, "/calls", call_outcome="reached", call_minutes="5", call_note="")
    assert set(names((await morag.get("/staff/")).html)) == {"Rab", "Jean"}


async def test_row_says_who_why_how_long_and_with_whom(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        case = await a_case(
            uow,
            world.near.practice,
            name="Rab Nesbitt",
            attention="did_not_attend",
            attention_at=make.NOW,
            waiting_since=make.NOW - timedelta(hours=5),
            assigned_to=world.near.worker.id,
        )
        case.patient.name = None
    text = (await morag.get("/staff/")).text
    assert f"number ending {case.patient.contact[-3:]}" in text
    assert case.patient.contact not in text
    assert "Did not come: see how they are" in text
    assert "Waiting 5 hours" in text
    assert "With you" in text
    assert "Blether answers" in text


async def test_filters_narrow_by_need_status_and_mine(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        practice = world.near.practice
        await a_case(
            uow, practice, name="Mine Own", words="hello", assigned_to=world.near.worker.id
        )
        await a_case(uow, practice, name="Shut Case", words="hello", status="closed")
    assert names((await morag.get("/staff/?need=housing")).html) == ["Jean"]
    assert names((await morag.get("/staff/?whose=mine")).html) == ["Mine"]
    assert names((await morag.get("/staff/?status=closed")).html) == ["Shut"]
    nothing = await morag.get("/staff/?need=abuse")
    assert "Nothing fits these filters" in nothing.text


async def test_inbox_shows_no_other_practices_people(world: World, morag: PageClient) -> None:
    page = await morag.get("/staff/")
    assert world.near.jean.referral.id in page.html
    assert world.far.jean.referral.id not in page.html
    assert "Far" not in page.text


async def test_empty_inbox_teaches(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        referral = await uow.referrals.get(world.near.jean.referral.id)
        assert referral is not None
        referral.status = "closed"
    assert "Nobody is waiting" in (await morag.get("/staff/")).text


async def test_name_with_markup_is_shown_as_text(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        await a_case(uow, world.near.practice, name="<script>alert(1)</script> x")
    page = await morag.get("/staff/")
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert" in page.html


async def test_lead_sees_figures_and_never_people(world: World, lead: PageClient) -> None:
    assert (await lead.get("/staff/")).path == "/staff/reports"
    text = (await lead.get("/staff/reports")).text
    assert "fewer than 5 people asked for help" in text
    assert "Jean" not in text
    for path in (world.near.jean.path, "/staff/appointments", "/staff/messages", "/staff/live"):
        await lead.get(path, status=403)


async def test_two_people_of_one_first_name_are_told_apart(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        await a_case(uow, world.near.practice, name="Jean McKay")
    assert set(whole_names((await morag.get("/staff/")).html)) == {"Jean Broon", "Jean McKay"}
