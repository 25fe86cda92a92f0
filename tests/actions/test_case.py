"""A case is the same whoever opens it: the turn, or an action in rasa-sdk's own server."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions.basis.case import case_from_environment
from actions.basis.spoken_of import SpokenOf
from actions.basis.work import SYSTEM, Work
from bot.clock import SystemClock
from bot.commands import OpenQuestion
from bot.dialogue import new_state
from bot.exchange.library import Library
from bot.exchange.opening import exchange_with
from bot.flow_names import REMINDER_FLOW
from storage.database import Database
from storage.keyring import Keyring
from tests import builders
from tests.support.world import the_flows

SECRET = "a secret for the action server"
ASKED = OpenQuestion(
    id="q1",
    slot="reminder_choice",
    flow=REMINDER_FLOW,
    step="s",
    kind="choice",
    asked_at="2026-11-23T10:00:00Z",
)


@pytest.mark.parametrize(
    ("days", "asked", "still_counts"),
    [(0.1, None, True), (3, None, False), (3, ASKED, True)],
    ids=["today", "three days ago", "three days ago, and asked of it"],
)
async def test_whoever_opens_it_knows_the_same_appointment(
    days: float,
    asked: OpenQuestion | None,
    still_counts: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/served.db"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BLETHER_SECRET_KEY", SECRET)
    database = Database.open(url, Keyring.from_secret(SECRET))
    await database.upgrade()
    now, flows = SystemClock().now(), the_flows()
    state = new_state(flows)
    state.question = asked
    async with database.begin() as uow:
        practice = await builders.a_practice(uow)
        worker = await builders.a_staff_member(uow, practice=practice)
        patient = await builders.a_patient(uow, practice=practice)
        conversation = await builders.a_conversation(uow, patient=patient)
        referral = await builders.a_referral(uow, conversation=conversation)
        visit = await builders.an_appointment(
            uow, link_worker=worker, patient=patient, starts_at=now + timedelta(days=1)
        )
        spoken = SpokenOf(appointment_id=visit.id, at=now - timedelta(days=days))
        conversation.flows_version = flows.version
        conversation.state = {"dialogue": state.to_json(), "spoken_of": spoken.as_json()}
        await uow.flush()
        work = Work(uow=uow, now=now, practice=practice, actor=SYSTEM)
        library = Library(flows, needs_flow="self_referral")
        exchange = await exchange_with(work, patient, conversation, referral, library)
        by_the_turn = exchange.case.appointment_id
    await database.close()

    async with case_from_environment(conversation.id) as case:
        by_the_server = case.appointment_id

    assert by_the_turn == by_the_server == (visit.id if still_counts else None)
