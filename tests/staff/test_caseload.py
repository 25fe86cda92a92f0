"""The caseload: worse first, silence told as silence, held plans as held; whose it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.models import Audit, CheckInPlan
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.world import Case, World, a_case

NOW = make.NOW


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def names(page: Page) -> list[str]:
    """First names, which no two of a test's people share."""
    whole = [part.split(">", 1)[1].split("<")[0] for part in page.html.split('caseload__name"')[1:]]
    return [name.split()[0] for name in whole]


async def person(world: World, uow: Any, name: str, **given: Any) -> Case:
    """Somebody of the near practice's link worker, last heard of a month ago."""
    given = {"status": "open", "assigned_to": world.near.worker.id, **given}
    case = await a_case(uow, world.near.practice, name=name, **given)
    case.conversation.last_inbound_at = ago(days=30)
    return case


async def sent(uow: Any, case: Case, days_ago: int, **given: Any) -> None:
    at = ago(days=days_ago)
    if given.get("answer"):
        given = {"status": "answered", "answered_at": at, **given}
    await make.a_check_in(
        uow, referral=case.referral, due_at=at, sent_at=at, **{"status": "sent", **given}
    )


async def test_worse_comes_first_then_a_call_then_silence_then_what_is_due(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        await person(world, uow, "Plain Sailing")
        due = await person(world, uow, "Due Soon")
        await make.a_check_in(uow, referral=due.referral, due_at=NOW + timedelta(days=2))
        await sent(uow, await person(world, uow, "Silent Night"), 9)
        await sent(uow, await person(world, uow, "Ring Me"), 3, answer="call")
        await sent(uow, await person(world, uow, "Worse Now"), 2, answer="worse")

    page = await morag.get("/staff/caseload")

    assert names(page)[:5] == ["Worse", "Ring", "Silent", "Due", "Plain"]
    assert "no answer, 9 days" in page.text
    assert "not “better”" in page.text
    assert "Check-in due Wed 25 Nov" in page.text


@pytest.mark.parametrize(
    ("days", "status", "heard_since", "says", "is_silent"),
    [
        (2, "sent", False, "Asked 2 days ago, no answer yet", False),
        (5, "sent", False, "no answer, 5 days", True),
        (4, "unanswered", False, "no answer, 4 days", True),
        (9, "unanswered", True, "No check-in planned", False),
    ],
)
async def test_silence_is_counted_in_days_until_they_write(
    world: World,
    morag: PageClient,
    days: int,
    status: str,
    heard_since: bool,
    says: str,
    is_silent: bool,
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Ina Minute")
        await sent(uow, case, days, status=status)
        if heard_since:
            case.conversation.last_inbound_at = ago(days=1)

    page = await morag.get("/staff/caseload?show=silent" if is_silent else "/staff/caseload")

    assert says in page.text
    assert "Said better" not in page.text
    silent = names(await morag.get("/staff/caseload?show=silent"))
    assert ("Ina" in silent) is is_silent


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"scheduled_texts_held": True}, "waits until somebody releases their texts"),
        ({"muted_until": NOW + timedelta(days=2)}, "muted for now"),
        ({"frozen_at": NOW}, "the number may be somebody else's"),
        ({"unreachable_reason": "30005"}, "texts do not arrive: please phone"),
    ],
)
async def test_somebody_who_cannot_be_texted_is_shown_as_held_with_the_plan_intact(
    world: World, morag: PageClient, change: dict[str, Any], says: str
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Held Back")
        await make.a_check_in(uow, referral=case.referral, due_at=NOW + timedelta(days=1))
        for name, value in change.items():
            setattr(case.patient, name, value)

    page = await morag.get("/staff/caseload?show=held")

    assert names(page) == ["Held"]
    assert says in page.text
    plan = await morag.get(f"{case.path}/check-ins")
    assert "planned, held" in plan.text


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        ("worker", "you have the conversation"),
        ("manager", "a colleague has the conversation"),
    ],
)
async def test_who_has_the_conversation_is_not_taken_for_a_colleague(
    world: World, morag: PageClient, owner: str, says: str
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Held Back")
        await make.a_check_in(uow, referral=case.referral, due_at=NOW + timedelta(days=1))
        case.conversation.automation = "paused"
        case.conversation.owner_id = getattr(world.near, owner).id

    for path in ("/staff/caseload?show=held", case.path, f"{case.path}/check-ins"):
        assert says in (await morag.get(path)).text.casefold(), path


async def test_row_says_visits_next_visit_contact_and_days_open(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.settings = practice.settings.model_copy(update={"usual_appointments": 4})
        case = await person(world, uow, "Rab Nesbitt", created_at=ago(days=40))
        for days, status in (
            (21, "attended"),
            (14, "attended"),
            (7, "did_not_attend"),
            (-2, "booked"),
        ):
            await make.an_appointment(
                uow,
                link_worker=world.near.worker,
                patient=case.patient,
                referral=case.referral,
                starts_at=ago(days=days, hours=1),
                status=status,
            )

    page = await morag.get("/staff/caseload?order=visits")

    assert names(page)[0] == "Rab"
    assert "2 of 4 usual" in page.text
    assert "1 missed" in page.text
    assert "Wed 25 Nov, 9am" in page.text
    assert "14 days ago visit" in page.text
    assert "40 days" in page.text


async def test_what_staff_wrote_is_contact_and_what_blether_sent_is_not(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Ina Minute")
        for days, kind in ((9, "staff"), (4, "check_in")):
            await make.a_message(
                uow,
                conversation=case.conversation,
                direction="out",
                kind=kind,
                status="delivered",
                at=ago(days=days),
            )

    page = await morag.get("/staff/caseload?order=contact")

    assert "9 days ago we wrote" in page.text


async def test_a_call_in_which_they_spoke_is_contact_and_one_that_nobody_took_is_not(
    world: World, morag: PageClient
) -> None:
    worker = world.near.worker
    async with world.db.begin() as uow:
        spoke = await person(world, uow, "Spoke Once")
        await make.a_phone_call(uow, referral=spoke.referral, staff=worker, at=ago(days=6))
        tried = await person(world, uow, "Tried Only")
        for outcome in ("no_answer", "left_message"):
            await make.a_phone_call(
                uow, referral=tried.referral, staff=worker, at=ago(days=2), outcome=outcome
            )

    page = await morag.get("/staff/caseload?order=contact")

    assert names(page)[:2] == ["Tried", "Spoke"]
    assert "6 days ago we spoke" in page.text and "2 days ago" not in page.text
    assert "calls in which you spoke" in page.text


async def test_danger_and_why_a_person_is_needed_stand_in_the_row(
    world: World, morag: PageClient
) -> None:
    """Whoever works from the caseload all week must not need the inbox to learn of it."""
    async with world.db.begin() as uow:
        await person(world, uow, "In Danger", priority="crisis")
        await person(world, uow, "Did Not", attention="did_not_attend", attention_at=NOW)
        worse = await person(world, uow, "Got Worse", attention="worse", attention_at=NOW)
        await sent(uow, worse, 2, answer="worse")

    page = await morag.get("/staff/caseload")

    assert "How things are crisis" in page.text and names(page)[:2] == ["In", "Got"]
    assert "Did not come: see how they are" in page.text
    assert "said worse" in page.text and "Says things are worse" not in page.text


async def test_mine_is_who_is_assigned_to_me_or_has_a_time_with_me(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        await person(world, uow, "Mine Own")
        await person(world, uow, "Nobodys Yet", assigned_to=None)
        await person(world, uow, "Managers Own", assigned_to=world.near.manager.id)
        await person(world, uow, "Shut Case", status="closed")

    mine = await morag.get("/staff/caseload")
    assert set(names(mine)) == {"Mine", "Jean"}  # Jean has an appointment with Morag
    everyone = await morag.get("/staff/caseload?whose=all")
    assert set(names(everyone)) == {"Mine", "Nobodys", "Managers", "Jean"}
    assert names(await morag.get("/staff/caseload?whose=nobody")) == ["Nobodys"]
    assert names(await morag.get(f"/staff/caseload?whose={world.near.manager.id}")) == ["Managers"]


async def test_two_of_one_name_are_told_apart_by_their_numbers(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        await person(world, uow, "Agnes Kerr")
        await person(world, uow, "Agnes Kerr")
    page = await morag.get("/staff/caseload")
    assert page.text.count("Agnes Kerr number ending ") == 2
    assert "Jean Broon number ending" not in page.text


async def test_a_manager_sees_the_practice_and_never_another(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        await a_case(uow, world.far.practice, name="Far Away", status="open")

    page = await manager.get("/staff/caseload")

    assert names(page) == ["Jean"]
    same = await manager.get(f"/staff/caseload?whose={world.far.worker.id}")
    assert names(same) == ["Jean"]


async def test_looking_is_written_down(world: World, morag: PageClient) -> None:
    await morag.get("/staff/caseload")
    async with world.db.read() as uow:
        entry = await uow.session.scalar(select(Audit).where(Audit.action == "saw_caseload"))
    assert entry is not None
    assert entry.practice_id == world.near.practice.id
    assert entry.detail == {"whose": "mine", "people": 1}


async def test_scores_are_drawn_with_the_same_figures_in_words(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Up Hill")
        for days, score in ((40, 3), (20, 0), (1, 6)):
            await sent(
                uow, case, days, answer="same", question="happy", question_version=1, score=score
            )

    page = await morag.get("/staff/caseload?whose=mine")
    assert "Happy yesterday: 3 → 0 → 6 of 10" in page.text
    assert "<title" in page.html and "3, then 0, then 6. Higher is better." in page.text
    beside = await morag.get(case.path)
    table = beside.html[beside.html.index('id="chart-1-figures"') :]
    assert [part.split("<")[0] for part in table.split('is-number">')[2:5]] == ["3", "0", "6"]


async def test_empty_states_teach_and_lead_on(world: World, manager: PageClient) -> None:
    page = await manager.get("/staff/caseload?whose=mine")
    assert "Nobody is with you yet" in page.text
    filtered = await manager.get("/staff/caseload?show=worse")
    assert "Nobody fits this" in filtered.text


async def test_plan_is_changed_stopped_and_resumed_from_its_page(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Planned Well")
    address = f"{case.path}/check-ins"
    page = await morag.get(address)
    fields = {
        **page.form("/check-ins").fields,
        "after_4w": "yes",
        "other": "10d",
        "question": "happy",
    }
    del fields["after_2w"]

    saved = await morag.post(address, fields)

    assert "The plan is saved" in saved.text
    assert "Made for Planned Well alone" in saved.text
    assert saved.form("/check-ins").fields["other"] == "10d"
    stopped = await morag.submit(saved, "/check-ins/stop")
    assert "Check-ins are stopped" in stopped.text
    assert "planned" not in stopped.html.split('class="plan-dates"')[-1][:200]
    resumed = await morag.submit(stopped, "/check-ins/resume")
    assert "Check-ins go on" in resumed.text
    async with world.db.read() as uow:
        plan = await uow.session.scalar(select(CheckInPlan))
        found = await uow.check_ins.of_referral(case.referral.id)
    assert plan is not None
    assert (plan.after, plan.question, plan.is_on) == (["10d", "4w", "6w", "12w"], "happy", True)
    assert len([one for one in found if one.status == "planned"]) == 4


async def test_wrong_times_are_explained_and_kept(world: World, morag: PageClient) -> None:
    address = f"{world.near.jean.path}/check-ins"
    page = await morag.get(address)
    fields = {**page.form("/check-ins").fields, "other": "whenever"}

    wrong = await morag.post(address, fields, status=422)

    assert "Write other times as a number and w or d" in wrong.text
    assert wrong.title.startswith("Error: ")
    assert wrong.form("/check-ins").fields["other"] == "whenever"


async def test_a_plan_counted_from_the_end_of_the_calendar_is_refused_beside_its_field(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(f"{world.near.jean.path}/check-ins")

    wrong = await morag.submit(page, "/check-ins", counted_from="9999-12-31", status=422)

    assert 'href="#counted_from"' in wrong.html
    assert "at most a year away" in wrong.text


async def test_a_manager_sets_the_practices_own_plan(world: World, manager: PageClient) -> None:
    page = await manager.get("/staff/check-ins")
    form = page.form(f"/check-ins/{world.near.practice.id}")
    fields = {**form.fields, "after_1w": "yes", "silent_after_days": "7"}

    saved = await manager.post(form.action, fields)

    assert "It holds for everyone who is planned for from now on" in saved.text
    async with world.db.read() as uow:
        practice = await uow.practices.get(world.near.practice.id)
    assert practice is not None
    kept = practice.settings
    assert kept.check_ins.after == ("1w", "2w", "6w", "12w")
    assert kept.check_ins.silent_after_days == 7


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("silent_after_days", "99", "3 to 28"),
        ("other", "soon", "number and w or d"),
        ("question", "swemwbs", "not a question"),
    ],
)
async def test_what_a_manager_typed_wrong_is_said_and_kept(
    world: World, manager: PageClient, field: str, value: str, says: str
) -> None:
    page = await manager.get("/staff/check-ins")
    form = page.form(f"/check-ins/{world.near.practice.id}")

    wrong = await manager.post(form.action, {**form.fields, field: value}, status=422)

    assert says in wrong.text
    if field != "question":
        assert wrong.form(form.action).fields[field] == value


async def test_who_told_half_and_cannot_wait_is_there_and_who_only_began_is_not(
    world: World, morag: PageClient
) -> None:
    half = {"status": "collecting", "assigned_to": None}
    async with world.db.begin() as uow:
        await person(world, uow, "Urgent Half", **half, priority="urgent")
        await person(world, uow, "Only Began", **half)
    page = await morag.get("/staff/caseload?whose=nobody")
    assert "Urgent" in names(page) and "Only" not in names(page)
    assert "has not told us everything yet" in page.text
    assert "How things are urgent" in page.text


ARRIVED = ("sent", "delivered")
NOT_ARRIVED = ("queued", "failed", "undelivered")


@pytest.mark.parametrize("status", [*ARRIVED, *NOT_ARRIVED])
async def test_a_text_that_did_not_arrive_is_no_contact(
    world: World, morag: PageClient, status: str
) -> None:
    async with world.db.begin() as uow:
        case = await person(world, uow, "Wrote Once")
        ours: dict[str, Any] = {"direction": "out", "author": "staff", "kind": "staff"}
        at = ago(days=3)
        await make.a_message(uow, conversation=case.conversation, status=status, at=at, **ours)
    page = await morag.get("/staff/caseload")
    row = page.text.split("check-ins with Wrote Once")[1].split("check-ins with")[0]
    assert ("we wrote" in row) is (status in ARRIVED)
    assert ("they wrote" in row) is (status in NOT_ARRIVED)
