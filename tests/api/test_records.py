"""Calls, safeguarding records and texts sent later, by the API as on the pages of staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.models import Audit, Message, Referral
from storage.private import PatientText
from tests import builders as make
from tests.support.api_client import ApiClient
from tests.support.world import World


async def test_call_is_kept_and_read_again(world: World, api: ApiClient) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/calls"
    told = {"outcome": "reached", "minutes": 12, "note": "Will bring the letter"}
    made = (await api.post(path, told, status=201)).json
    assert (made["outcome"], made["minutes"]) == ("reached", 12)
    assert made["staff"] == world.near.worker.email
    assert (await api.get(path)).json == {"items": [made], "next": None}
    referral = await world.row(Referral, world.near.jean.referral.id)
    assert referral.first_human_at is not None


@pytest.mark.parametrize("told", [{"outcome": "vanished"}, {"outcome": "reached", "minutes": 241}])
async def test_call_that_cannot_be_is_refused(
    world: World, api: ApiClient, told: dict[str, Any]
) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/calls"
    await api.post(path, told, status=422)
    assert (await api.get(path)).json["items"] == []


def a_concern(now: datetime) -> dict[str, str]:
    """A safeguarding record, as the API takes it."""
    return {
        "concern": "Says she is afraid at home",
        "noticed_on": now.date().isoformat(),
        "raised_to": "The duty social worker",
        "raised_at": now.isoformat(),
        "next_step": "They ring her today",
    }


async def test_safeguarding_record_is_kept_and_put_right_by_another(
    world: World, api: ApiClient
) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/safeguarding"
    now = world.clock.now()
    told = a_concern(now)
    first = (await api.post(path, told, status=201)).json
    second = {**told, "raised_to": "The out of hours team", "corrects": first["id"]}
    second = (await api.post(path, second, status=201)).json
    kept = (await api.get(path)).json["items"]
    assert kept == [first, second]
    assert [one["corrects"] for one in kept] == [None, first["id"]]
    tomorrow = {**told, "raised_at": (now + timedelta(days=1)).isoformat()}
    await api.post(path, tomorrow, status=409)


@pytest.mark.parametrize("empty", ["\u200b", "\u0000", "\u202e"])
async def test_a_safeguarding_record_that_shows_nothing_is_refused(
    world: World, api: ApiClient, empty: str
) -> None:
    """Nobody could ever put words into it."""
    path = f"/referrals/{world.near.jean.referral.id}"
    told = a_concern(world.clock.now())
    for field, said in (
        ("concern", "what the concern was"),
        ("raised_to", "with whom you raised it"),
        ("next_step", "the agreed next step"),
    ):
        refused = await api.post(f"{path}/safeguarding", told | {field: empty}, status=409)
        assert said in refused.json["detail"]
    assert (await api.get(f"{path}/safeguarding")).json["items"] == []
    made = await api.post(f"{path}/calls", {"outcome": "reached", "note": empty}, status=201)
    assert made.json["note"] is None


async def test_reading_records_is_written_down(world: World, api: ApiClient) -> None:
    referral_id = world.near.jean.referral.id
    for what in ("calls", "safeguarding"):
        await api.get(f"/referrals/{referral_id}/{what}")
    async with world.db.read() as uow:
        actions = await uow.session.scalars(
            select(Audit.action).where(Audit.subject_id == referral_id)
        )
    assert list(actions) == ["read", "read"]


async def test_reading_what_was_answered_and_who_meets_whom_is_written_down(
    world: World, api: ApiClient
) -> None:
    referral = world.near.jean.referral
    async with world.db.begin() as uow:
        said = PatientText("he hit me again last night")
        await make.a_check_in(uow, referral=referral, status="answered", words=said)
    reads = select(func.count()).where(Audit.action == "read", Audit.subject_id == referral.id)
    places = ("/api/v1/check-ins", "/api/v1/appointments", "/fhir/Appointment")
    for number, path in enumerate(places, start=1):
        async with world.client.get(path, headers=world.near.bearer("link_worker")) as answer:
            assert answer.status == 200
        async with world.db.read() as uow:
            assert await uow.session.scalar(reads) == number, path


async def test_text_is_sent_later_and_cancelled_before(world: World, api: ApiClient) -> None:
    path = f"/referrals/{world.near.jean.referral.id}"
    noon = world.clock.now().replace(hour=12, minute=0) + timedelta(days=1)
    await api.post(f"{path}/reply", {"text": "See you at two", "send_at": noon.isoformat()})
    waiting = (await api.get(f"{path}/messages")).json["items"][-1]
    assert (waiting["status"], waiting["text"]) == ("queued", "See you at two")
    assert waiting["send_at"] == noon.isoformat().replace("+00:00", "Z")
    await api.post(f"{path}/messages/{waiting['id']}/cancel")
    assert (await world.row(Message, waiting["id"])).status == "cancelled"
    gone = await api.post(f"{path}/messages/{waiting['id']}/cancel", status=409)
    assert gone.json["code"] == "stale"
    assert gone.json["detail"].endswith("Look again at what became of it.")


async def test_text_is_not_planned_for_the_past_or_the_night(world: World, api: ApiClient) -> None:
    path = f"/referrals/{world.near.jean.referral.id}/reply"
    now = world.clock.now()
    for at in (now - timedelta(hours=1), now.replace(hour=3) + timedelta(days=1)):
        await api.post(path, {"text": "Hello", "send_at": at.isoformat()}, status=409)


@pytest.mark.parametrize("what", ["calls", "safeguarding"])
async def test_records_of_another_practice_are_not_there(
    world: World, api: ApiClient, what: str
) -> None:
    path = f"/referrals/{world.far.jean.referral.id}/{what}"
    await api.get(path, status=404)
    now = world.clock.now()
    told: dict[str, Any] = {"outcome": "reached"}
    if what == "safeguarding":
        told = {
            "concern": "x",
            "noticed_on": now.date().isoformat(),
            "raised_to": "x",
            "raised_at": now.isoformat(),
            "next_step": "x",
        }
    await api.post(path, told, status=404)
