from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.models import Appointment, Audit, Conversation, Message, Note, Patient, Referral
from tests import builders as make
from tests.support.api_client import ApiClient
from tests.support.world import WORDS, World, a_case


async def test_referral_has_all_that_the_contract_names(world: World, api: ApiClient) -> None:
    case = world.near.jean
    async with world.db.begin() as uow:
        await make.a_check_in(uow, referral=case.referral)
    found = (await api.get(f"/referrals/{case.referral.id}")).json
    assert found["practice"] == "near"
    assert found["contact"] == str(case.patient.contact)
    assert {one["need"] for one in found["needs"]} == {"energy", "housing"}
    evidence = found["needs"][0]["evidence"][0]
    assert WORDS[evidence["start"] : evidence["end"]] == evidence["words"] == "leccy"
    assert found["appointment"]["link_worker"] == world.near.worker.email
    assert found["check_ins"][0]["answer"] is None
    assert found["created_at"] == "2026-11-23T10:00:00Z"
    assert (found["status"], found["automation"], found["assigned_to"]) == ("waiting", "on", None)


async def test_list_goes_page_by_page_without_gap_or_repeat(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        for number in range(6):
            await a_case(uow, world.near.practice, name=f"Person {number}")
    seen: list[str] = []
    path = "/referrals?limit=3"
    while path:
        page = (await api.get(path)).json
        assert len(page["items"]) <= 3
        seen += [one["id"] for one in page["items"]]
        path = f"/referrals?limit=3&cursor={page['next']}" if page["next"] else ""
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, reverse=True)


async def test_list_is_filtered_by_status_need_and_practice(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        await a_case(uow, world.near.practice, words="hello", status="open")
    assert len((await api.get("/referrals?practice=near")).json["items"]) == 2
    assert len((await api.get("/referrals?status=open")).json["items"]) == 1
    assert len((await api.get("/referrals?need=energy&status=waiting")).json["items"]) == 1
    assert (await api.get("/referrals?need=abuse")).json == {"items": [], "next": None}


async def test_messages_come_in_the_order_they_were_said(world: World, api: ApiClient) -> None:
    async with world.db.begin() as uow:
        await make.a_message(uow, conversation=world.near.jean.conversation, direction="out")
    path = f"/referrals/{world.near.jean.referral.id}/messages"
    first = (await api.get(f"{path}?limit=1")).json
    second = (await api.get(f"{path}?limit=1&cursor={first['next']}")).json
    assert [first["items"][0]["direction"], second["items"][0]["direction"]] == ["in", "out"]
    assert first["items"][0]["text"] == WORDS
    assert second["next"] is None


async def test_reading_is_written_down_with_the_token(world: World, api: ApiClient) -> None:
    await api.get(f"/referrals/{world.near.jean.referral.id}")
    async with world.db.read() as uow:
        trail = (await uow.session.scalars(select(Audit))).all()
    assert [(one.action, one.actor[:6]) for one in trail] == [("read", "token:")]


async def test_take_over_reply_and_hand_back(world: World, api: ApiClient) -> None:
    case = world.near.jean
    path = f"/referrals/{case.referral.id}"
    taken = (await api.post(f"{path}/take-over")).json
    assert (taken["automation"], taken["status"]) == ("paused", "open")
    assert taken["assigned_to"] == world.near.worker.email
    await api.post(f"{path}/reply", {"text": "Hello from the practice"})
    async with world.db.read() as uow:
        message = await uow.session.scalar(select(Message).where(Message.direction == "out"))
        assert message is not None and message.author == "staff"
        assert await uow.outbox.get(message.id) is not None
    assert world.woken
    assert (await api.post(f"{path}/hand-back", {})).json["automation"] == "on"


NOTHING_TO_SEE = ("\u200b", "\ufeff\u2060", "\u0007", "\u202e", "\u3164 \u200d")


async def test_what_no_phone_shows_is_not_sent(world: World, api: ApiClient) -> None:
    """The carrier refuses an empty text, and letters that stand in another order mislead."""
    path = f"/referrals/{world.near.jean.referral.id}"
    for text in NOTHING_TO_SEE:
        refused = await api.post(f"{path}/reply", {"text": text}, status=409)
        assert refused.json["detail"] == "Write something first."
        await api.post(f"{path}/note", {"text": text}, status=409)
    await api.post(f"{path}/reply", {"text": "a\u0000b \u202eok \U0001f468\u200d\U0001f469"})
    async with world.db.read() as uow:
        sent = await uow.session.scalars(select(Message).where(Message.direction == "out"))
    assert [str(one.text) for one in sent] == ["ab ok \U0001f468\u200d\U0001f469"]


async def test_take_over_by_name_and_conflict_with_a_colleague(
    world: World, api: ApiClient
) -> None:
    path = f"/referrals/{world.near.jean.referral.id}"
    await api.post(f"{path}/take-over", {"staff": world.near.manager.email})
    kept = await world.row(Conversation, world.near.jean.conversation.id)
    assert kept.owner_id == world.near.manager.id
    problem = await api.post(f"{path}/take-over", {"staff": world.near.worker.email}, status=409)
    assert problem.json["code"] == "already_taken"
    unknown = await api.post(f"{path}/take-over", {"staff": "who@near.example"}, status=422)
    assert unknown.json["errors"][0]["place"] == "body.staff"


async def test_note_and_close_with_any_outcome(world: World, api: ApiClient) -> None:
    path = f"/referrals/{world.near.jean.referral.id}"
    await api.post(f"{path}/note", {"text": "Rang, no answer"})
    closed = (await api.post(f"{path}/close", {"outcome": "Found work in Oban"})).json
    assert (closed["status"], closed["outcome"]) == ("closed", "other")
    async with world.db.read() as uow:
        notes = (await uow.session.scalars(select(Note).order_by(Note.id))).all()
    assert [(one.kind, str(one.text)) for one in notes] == [
        ("note", "Rang, no answer"),
        ("outcome", "Found work in Oban"),
    ]
    again = await api.post(f"{path}/close", {"outcome": "helped"}, status=409)
    assert again.json["code"] == "already_closed"


@pytest.mark.parametrize(
    ("words", "outcome", "visit"),
    [
        ("Died", "died", "cancelled"),
        ("DIED.", "died", "cancelled"),
        ("deceased", "died", "cancelled"),
        ("Patient has passed away", "died", "cancelled"),
        ("No contact", "no_contact", "booked"),
        ("referred-on", "referred_on", "booked"),
        ("Her husband died, she moved in with her son", "other", "booked"),
    ],
)
async def test_an_outcome_is_known_however_it_is_spelt(
    world: World, api: ApiClient, words: str, outcome: str, visit: str
) -> None:
    """The family of somebody who died gets no reminder of their visit."""
    jean = world.near.jean
    closed = (await api.post(f"/referrals/{jean.referral.id}/close", {"outcome": words})).json
    assert closed["outcome"] == outcome
    assert (await world.row(Appointment, world.near.appointment.id)).status == visit
    kept = await world.row(Patient, jean.patient.id)
    assert kept.scheduled_texts_held == (outcome == "died")


async def test_every_change_moves_updated_at(world: World, api: ApiClient) -> None:
    world.clock.advance(timedelta(minutes=5))
    await api.post(f"/referrals/{world.near.jean.referral.id}/take-over")
    kept = await world.row(Referral, world.near.jean.referral.id)
    assert kept.updated_at == world.clock.now()
