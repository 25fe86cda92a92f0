import csv
import io

from storage.models import Practice
from storage.private import PatientText
from tests import builders as make
from tests.support.api_client import ApiClient
from tests.support.world import World, a_case


async def test_practice_and_its_reminders(world: World, manager: ApiClient) -> None:
    before = (await manager.get("/practices/near")).json
    assert before["reminders"] == {"enabled": True, "before": ["3d", "1d"], "wording": None}
    wanted = {"enabled": False, "before": ["2h"]}
    after = (await manager.put("/practices/near/reminders", wanted)).json
    assert after["reminders"] == {"enabled": False, "before": ["2h"], "wording": None}
    assert (await world.row(Practice, world.near.practice.id)).settings.reminders.enabled is False
    for wrong in ({"enabled": True}, {"enabled": True, "before": ["2 days"]}):
        await manager.put("/practices/near/reminders", wrong, status=422)


async def test_reminders_are_switched_off_without_naming_times(
    world: World, manager: ApiClient
) -> None:
    path = "/practices/near/reminders"
    off = (await manager.put(path, {"enabled": False})).json["reminders"]
    assert off == {"enabled": False, "before": ["3d", "1d"], "wording": None}
    none = (await manager.put(path, {"enabled": False, "before": []})).json["reminders"]
    assert none["before"] == []
    for same in (["3d", "3d"], ["1d", "24h"]):
        wrong = await manager.put(path, {"enabled": True, "before": same}, status=422)
        assert "twice" in wrong.json["errors"][0]["problem"]
    await manager.put(path, {"enabled": True, "before": []}, status=422)
    braces = {"enabled": True, "before": ["1d"], "wording": "See you {day}"}
    await manager.put(path, braces, status=422)
    for long, says in (("x" * 161, "160"), ("ł" + "x" * 100, "70 characters")):
        long_line = {"enabled": True, "before": ["1d"], "wording": long}
        refused = await manager.put(path, long_line, status=422)
        assert says in refused.json["errors"][0]["problem"]


async def test_link_worker_may_not_change_reminders(world: World, api: ApiClient) -> None:
    body = {"enabled": False, "before": ["1d"]}
    refused = await api.put("/practices/near/reminders", body, status=403)
    assert "with administrator or practice_manager" in refused.json["detail"]


async def test_failed_messages_say_why(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        await make.a_message(
            uow,
            conversation=world.near.jean.conversation,
            direction="out",
            status="failed",
            reason="21610",
        )
    items = (await api.get("/messages?status=failed")).json["items"]
    assert [(one["status"], one["reason"]) for one in items] == [("failed", "21610")]
    assert items[0]["referral"] == world.near.jean.referral.id


async def test_check_ins_with_silence_have_no_answer(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        await make.a_check_in(uow, referral=world.near.jean.referral, status="unanswered")
    items = (await api.get("/check-ins?status=unanswered")).json["items"]
    assert [one["answer"] for one in items] == [None]


async def test_core_dataset_has_the_agreed_columns_and_missing_is_empty(
    world: World, api: ApiClient
) -> None:
    rows = await _dataset(api)
    assert list(rows[0])[:4] == ["referral_id", "practice_code", "person_id", "age_band"]
    assert len(rows[0]) == 30
    assert rows[0]["age_band"] == "75 and over"
    assert rows[0]["reasons"] == "energy;housing"
    assert rows[0]["sex"] == rows[0]["first_contact_date"] == ""
    assert "Broon" not in str(rows)


async def test_core_dataset_counts_calls_that_reached_and_texts_that_left(
    world: World, api: ApiClient
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        for outcome in ("reached", "no_answer", "left_message"):
            await make.a_phone_call(
                uow, referral=jean.referral, staff=world.near.worker, outcome=outcome
            )
        for status in ("delivered", "queued", "cancelled", "failed"):
            await make.a_message(
                uow, conversation=jean.conversation, direction="out", kind="staff", status=status
            )
    (row,) = [one for one in await _dataset(api) if one["referral_id"] == jean.referral.id]
    counted = [row[f"contacts_{what}"] for what in ("total", "phone", "text")]
    assert counted == ["2", "1", "1"]


async def test_core_dataset_of_a_lead_has_no_ids_and_no_days(
    world: World, api: ApiClient, manager: ApiClient
) -> None:
    for may_see_people in (api, manager):
        rows = await _dataset(may_see_people)
        assert rows[0]["referral_id"] == world.near.jean.referral.id
        assert rows[0]["person_id"] == world.near.jean.patient.id
        assert len(rows[0]["referral_date"]) == len("2026-11-23")
    rows = await _dataset(ApiClient(world, world.near, role="programme_lead"))
    assert {row["referral_id"] + row["person_id"] for row in rows} == {""}
    assert {row["referral_date"] for row in rows} == {"2026-11"}
    assert {row["age_band"] for row in rows} == {""}
    async with world.db.read() as uow:
        trail = await uow.audit.page([world.near.practice.id])
    files = [one.detail["file"] for one in trail if one.action == "exported_core_dataset"]
    assert sorted(files) == ["core-dataset", "core-dataset", "core-dataset-anonymous"]


async def test_core_dataset_names_who_referred_in_its_own_words(
    world: World, api: ApiClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        case.referral.source = "import"
    sources = {one["referral_id"]: one["source"] for one in await _dataset(api)}
    assert sources[case.referral.id] == "other"
    assert sources[world.near.jean.referral.id] == "self"


async def test_core_dataset_disarms_formulas(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        case.referral.source = "=cmd|' /C calc'!A0"
        case.patient.birth_date = PatientText("2000-02-29")
    rows = await _dataset(api)
    assert rows[-1]["source"] == "'=cmd|' /C calc'!A0"
    assert rows[-1]["age_band"] == "25-44"


async def _dataset(api: ApiClient) -> list[dict[str, str]]:
    answer = await api.get("/reports/core-dataset.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))
