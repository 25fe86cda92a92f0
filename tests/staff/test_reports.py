"""Reports of a small world that was counted by hand, on both databases."""

import csv
import io
from collections import Counter

import pytest

from bot.staff.app import ROUTES
from storage.models import Audit, Staff, StaffPractice
from tests import builders as make
from tests.support.counted_people import Plan, people, person
from tests.support.page_client import Page, PageClient
from tests.support.world import PASSWORD, World

REPORTS = "/staff/reports"


@pytest.fixture
async def counted(world: World) -> World:
    await people(world, world.near)
    return world


async def table(client: PageClient, report: str, key: str, **more: str) -> dict[str, list[str]]:
    """The rows of a table's file by their first cell."""
    query = "&".join(f"{name}={value}" for name, value in more.items())
    path = f"{REPORTS}/table.csv?report={report}&table={key}&{query}"
    page = await client.get(path)
    return {row[0]: row[1:] for row in list(csv.reader(io.StringIO(page.html)))[1:]}


async def test_who_asks_is_counted(counted: World, lead: PageClient) -> None:
    """29 people and Jean: 30."""
    page = await lead.get(REPORTS)
    assert "about 30 people asked for help" in page.text
    assert await table(lead, "demand", "by-month") == {
        "Sep 2026": ["0"],
        "Oct 2026": ["5"],  # six
        "Nov 2026": ["25"],  # twenty-four
        "Everyone": ["about 30"],
    }
    assert await table(lead, "demand", "by-source") == {
        "the person themself": ["20"],  # nineteen
        "a GP": ["10"],  # eight
        "a nurse": ["fewer than 5"],
        "other": ["0"],
        "Everyone": ["about 30"],
    }
    needs = await table(lead, "demand", "by-need")
    assert next(iter(needs)) == "housing"  # fourteen and Jean
    assert needs["housing"] == ["15", "50%"]
    assert needs["money"] == needs["food"] == ["10", "35%"]
    assert needs["abuse"] == needs["heating or power"] == ["fewer than 5", "–"]
    states = await table(lead, "demand", "by-status")
    assert (states["waiting"], states["closed"]) == (["20"], ["10"])


async def test_waits_are_counted(counted: World, lead: PageClient) -> None:
    """Twelve within hours, eight on the second working day, six on the sixth; Jean may yet be."""
    page = await lead.get(f"{REPORTS}/waits")
    assert "48 hours" not in page.text
    assert "2 days half met a person within" in page.text
    assert "9 days nine in ten met a person within" in page.text
    within = await table(lead, "waits", "within")
    assert within["1 working day"] == ["10", "40%", "30"]  # 12 of 29
    assert within["2 working days"] == ["20", "70%", "30"]  # 20 of 29
    assert within["5 working days"] == ["20", "70%", "30"]
    first = await table(lead, "waits", "first-person")
    assert first["within a day"] == ["10"]
    assert first["2 to 7 days"] == ["10"]
    assert first["1 to 2 weeks"] == ["5"]
    assert first["Everyone"] == ["25"]  # twenty-six
    now = await table(lead, "waits", "waiting-now")
    assert now["2 to 4 weeks"] == ["fewer than 5"]  # the three, since 21 days
    assert now["within a day"] == ["fewer than 5"]  # Jean
    assert now["Everyone"] == ["about 5"]
    chats = await table(lead, "waits", "first-chat")
    assert chats["1 to 2 days"] == ["10"]


async def test_attendance_is_counted_by_mode(counted: World, lead: PageClient) -> None:
    rows = await table(lead, "appointments", "by-mode")
    # Attended, did not attend, cancelled, to come. Jean's chat is to come.
    assert rows["by phone"] == ["25", "10", "10", "fewer than 5"]
    assert rows["in person"] == ["10", "0", "0", "0"]
    assert rows["Any way"] == ["35", "10", "10", "fewer than 5"]
    chats = await table(lead, "appointments", "sessions")
    assert chats["three chats"] == chats["Everyone who came"] == ["10"]
    text = (await lead.get(f"{REPORTS}/appointments")).text
    assert "80% of chats not cancelled were attended" in text  # 36 of 44


async def test_silence_is_never_better(counted: World, lead: PageClient) -> None:
    answers = await table(lead, "check-ins", "answers")
    assert answers["better"] == answers["worse"] == ["10"]
    assert answers["no answer (that is not “better”)"] == ["10"]
    assert answers["All sent"] == ["30"]  # thirty-two
    assert (await table(lead, "check-ins", "last-answer"))["better"] == ["10"]
    change = await table(lead, "check-ins", "change")
    assert change["answered better the last time than the first"] == ["10"]
    assert change["Everyone"] == ["10"]
    assert (await table(lead, "check-ins", "outcomes"))["helped"] == ["10"]
    text = (await lead.get(f"{REPORTS}/check-ins")).text
    assert "75% of check-ins were answered" in text


async def test_texts_cost_what_the_contract_says(counted: World, lead: PageClient) -> None:
    """29 replies of two segments and 29 reminders of one, at 2.6 pence."""
    rows = await table(lead, "texts", "by-kind")
    assert rows["answers of Blether"] == ["30", "60", "£1.56"]
    assert rows["reminders"] == ["30", "30", "£0.78"]
    assert rows["All"] == ["60", "85", "£2.21"]
    assert "at 2.6 pence a segment" in (await lead.get(f"{REPORTS}/texts")).text


async def test_gaps_are_needs_without_a_service(counted: World, lead: PageClient) -> None:
    rows = await table(lead, "gaps", "by-need")
    assert next(iter(rows)) == "housing"
    assert rows["housing"] == ["15", "15", "100%"]
    assert rows["food"] == ["10", "10", "100%"]
    assert rows["money"] == ["0", "10", "0%"]
    places = await table(lead, "gaps", "by-place")
    assert places["Near Practice: housing"] == ["15", "15", "100%"]
    assert places["Near Practice: abuse"] == ["fewer than 5", "fewer than 5", "–"]


async def test_page_for_the_practice_team_says_it_in_plain_words(
    counted: World, lead: PageClient
) -> None:
    page = await lead.get(f"{REPORTS}/practice-team?month=2026-11")
    assert "What the link worker changed this month" in page.text
    assert "November 2026" in page.text
    assert "25 people asked for help" in page.text
    assert "80% met a person within 2 working days" in page.text  # 20 of 23
    assert "50% of those who answered a check-in said “better”" in page.text
    assert "heating" not in page.text  # one person, so not told
    empty = await lead.get(f"{REPORTS}/practice-team?month=2026-01")
    assert "too few to say" in empty.text


async def test_page_shows_the_same_cells_as_its_file(counted: World, lead: PageClient) -> None:
    for report, key in (("demand", "by-need"), ("waits", "within"), ("gaps", "by-place")):
        path = REPORTS + {"demand": "", "waits": "/waits", "gaps": "/gaps"}[report]
        page = await lead.get(path)
        for name, cells in (await table(lead, report, key)).items():
            assert " ".join([name, *cells]) in page.text


async def test_time_and_practice_are_chosen(counted: World, lead: PageClient) -> None:
    october = {"period": "months", "from": "2026-10", "to": "2026-10"}
    page = await lead.submit(await lead.get(REPORTS), REPORTS, **october)
    assert "October 2026" in page.text
    assert "5 people asked for help" in page.text
    wrong = {"period": "months", "from": "2026-10", "to": "2026-09"}
    refused = await lead.submit(page, REPORTS, status=422, **wrong)
    assert "There is a problem" in refused.text
    assert refused.title.startswith("Error: ")
    assert refused.forms()[1].fields["from"] == "2026-10"
    await lead.get(f"{REPORTS}?practice=near")


@pytest.mark.parametrize(
    "path", ["", "/waits", "/gaps", "/practice-team", "/table.csv", "/core-dataset.csv"]
)
async def test_another_practice_is_not_found(world: World, lead: PageClient, path: str) -> None:
    query = "practice=far&report=demand&table=by-need"
    page = await lead.get(f"{REPORTS}{path}?{query}", status=404)
    assert "Far Practice" not in page.text
    await lead.get("/staff/flows?practice=far", status=404)
    await lead.get("/staff/flows/self_referral?practice=far", status=404)


async def test_each_role_sees_its_practices_alone(world: World, browser: PageClient) -> None:
    await people(world, world.far)
    for staff in (world.near.worker, world.near.manager, world.near.lead):
        home = await browser.sign_in(staff.email, PASSWORD)
        page = await browser.get(REPORTS)
        assert "fewer than 5 people asked for help" in page.text
        await browser.submit(home, "/sign-out")


async def test_lead_of_two_practices_cannot_subtract_one(world: World, lead: PageClient) -> None:
    """One near, one far: "about 5" for both says nothing that the two rows do not say."""
    async with world.db.begin() as uow:
        uow.staff.assign(
            StaffPractice(staff_id=world.near.lead.id, practice_id=world.far.practice.id)
        )
    rows = await table(lead, "demand", "by-practice")
    assert rows["Near Practice"] == rows["Far Practice"] == ["fewer than 5"]
    assert rows["All practices"] == ["about 5"]
    assert (await table(lead, "demand", "by-need"))["housing"] == ["about 5", "–"]


async def test_a_file_says_to_excel_in_which_letters_it_is_written(
    counted: World, lead: PageClient
) -> None:
    path = f"{REPORTS}/table.csv?report=texts&table=by-kind"
    body = (await lead.get(path)).html
    assert "£" in body
    assert body.startswith("\ufeff")
    plain = (await lead.get(f"{REPORTS}/table.csv?report=demand&table=by-month")).html
    assert plain.startswith("Month")


async def test_lead_reaches_no_person_from_any_report(counted: World, lead: PageClient) -> None:
    ids = [counted.near.jean.referral.id, counted.near.jean.patient.id]
    asks = {"/reports/table.csv": "?report=demand&table=by-need"}
    routes = {one.path for one in ROUTES if one.method == "GET"}
    paths = {path for path in routes if path.startswith(("/reports", "/flows"))}
    assert len(paths) > 10
    for path in (f"/staff{path}{asks.get(path, '')}" for path in sorted(paths)):
        path = path.format(flow="self_referral")
        page = await lead.get(path)
        assert "/staff/referrals/" not in page.html, path
        assert not any(word in page.html for word in (*ids, "Jean", "Broon", "leccy")), path


async def test_core_dataset_has_ids_for_managers_and_none_for_leads(
    counted: World, browser: PageClient
) -> None:
    home = await browser.sign_in(counted.near.manager.email, PASSWORD)
    assert "core data set (CSV)" in (await browser.get(REPORTS)).text
    rows = _rows(await browser.get(f"{REPORTS}/core-dataset.csv"))
    assert counted.near.jean.referral.id in {row["referral_id"] for row in rows}
    assert len(rows) == 30
    await browser.submit(home, "/sign-out")
    home = await browser.sign_in(counted.near.lead.email, PASSWORD)
    rows = _rows(await browser.get(f"{REPORTS}/core-dataset.csv"))
    assert {row["referral_id"] + row["person_id"] for row in rows} == {""}
    assert {row["referral_date"] for row in rows} == {"2026-10", "2026-11"}
    await browser.submit(home, "/sign-out")
    await browser.sign_in(counted.near.worker.email, PASSWORD)
    await browser.get(f"{REPORTS}/core-dataset.csv", status=403)


async def test_every_download_is_in_the_trail(world: World, lead: PageClient) -> None:
    await table(lead, "demand", "by-need")
    await lead.get(f"{REPORTS}/core-dataset.csv")
    await lead.get("/staff/flows/self_referral?file=csv")
    trail = await _trail(world)
    assert [(one.action, one.detail["file"]) for one in trail] == [
        ("downloaded_report", "demand-by-need"),
        ("exported_core_dataset", "core-dataset-anonymous"),
        ("downloaded_report", "flow-self_referral"),
    ]
    assert {one.actor for one in trail} == {f"staff:{world.near.lead.id}"}
    # The file has every referral there ever was, whatever the page's period.
    assert trail[1].detail == {"file": "core-dataset-anonymous", "rows": "1"}
    assert set(trail[0].detail) == {"file", "from", "to"}


async def test_files_disarm_formulas(world: World, lead: PageClient) -> None:
    async with world.db.begin() as uow:
        for _ in range(5):
            await person(uow, world.near, Plan(count=1, source="=cmd|' /C calc'!A0"))
    assert (await table(lead, "demand", "by-source"))["'=cmd|' /C calc'!A0"] == ["5"]


async def test_file_that_is_not_there_is_not_found(world: World, lead: PageClient) -> None:
    for query in ("", "report=demand", "report=demand&table=x", "report=x&table=by-need"):
        await lead.get(f"{REPORTS}/table.csv?{query}", status=404)
    assert await _trail(world) == []


async def test_old_address_of_figures_leads_to_reports(world: World, lead: PageClient) -> None:
    assert (await lead.get("/staff/figures")).path == REPORTS


async def test_somebody_without_a_practice_sees_empty_reports(
    world: World, browser: PageClient
) -> None:
    async with world.db.begin() as uow:
        uow.staff.add(
            Staff(
                email="new@near.example",
                name="New",
                role="programme_lead",
                created_at=make.NOW,
                password_hash=world.near.lead.password_hash,
            )
        )
    await browser.sign_in("new@near.example", PASSWORD)
    assert "no practice yet" in (await browser.get(REPORTS)).text
    await browser.get(f"{REPORTS}/waits")
    await browser.get(f"{REPORTS}/practice-team", status=404)


def _rows(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.html)))


async def _trail(world: World) -> list[Audit]:
    """What was taken away, oldest first."""
    async with world.db.read() as uow:
        found = await uow.audit.page([world.near.practice.id])
    taken = [one for one in found if one.action in ("downloaded_report", "exported_core_dataset")]
    assert Counter(one.subject_type for one in taken) in (Counter(), {"practice": len(taken)})
    return sorted(taken, key=lambda one: one.id)
