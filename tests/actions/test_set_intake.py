"""Intake that closes by itself when the open cases reach what the team can carry."""

from __future__ import annotations

import pytest

from actions.basis.work import SYSTEM, Work, staff_actor
from actions.practice.set_intake import Intake, close_if_full, set_intake
from storage.database import Database
from storage.models import Practice, PracticeSettings
from storage.unit_of_work import UnitOfWork
from tests import builders as make


async def _practice(uow: UnitOfWork, *statuses: str, **settings: object) -> Practice:
    practice = await make.a_practice(uow)
    practice.settings = PracticeSettings.model_validate(settings)
    for status in statuses:
        patient = await make.a_patient(uow, practice=practice)
        conversation = await make.a_conversation(uow, patient=patient)
        await make.a_referral(uow, conversation=conversation, status=status)
    await uow.flush()
    return practice


def _work(uow: UnitOfWork, practice: Practice, actor: str = SYSTEM) -> Work:
    return Work(uow=uow, now=make.NOW, practice=practice, actor=actor)


@pytest.mark.parametrize(
    ("statuses", "settings", "closes"),
    [
        (["waiting", "open"], {"capacity": 2, "closes_when_full": True}, True),
        (["waiting", "open", "open"], {"capacity": 2, "closes_when_full": True}, True),
        (["waiting", "closed", "collecting"], {"capacity": 2, "closes_when_full": True}, False),
        (["waiting", "open"], {"capacity": 2}, False),
        (["waiting", "open"], {"closes_when_full": True}, False),
        (["open"], {"capacity": 1, "closes_when_full": True, "intake_open": False}, False),
    ],
)
async def test_it_closes_only_when_wanted_and_full(
    database: Database, statuses: list[str], settings: dict[str, object], closes: bool
) -> None:
    async with database.begin() as uow:
        practice = await _practice(uow, *statuses, **settings)
        assert await close_if_full(_work(uow, practice)) is closes
    async with database.read() as uow:
        kept = await uow.practices.get(practice.id)
        trail = await uow.audit.of_subject("practice", practice.id)
    assert kept is not None
    assert kept.settings.closed_when_full is closes
    assert kept.settings.intake_open is (not closes and settings.get("intake_open", True))
    assert [(one.action, one.actor) for one in trail] == [("closed_intake", SYSTEM)] * closes


async def test_a_person_opens_it_again_and_the_next_referral_may_close_it(
    database: Database,
) -> None:
    async with database.begin() as uow:
        practice = await _practice(uow, "open", capacity=1, closes_when_full=True)
        await close_if_full(_work(uow, practice))
        wanted = Intake(is_open=True, capacity=1, closes_when_full=True)
        await set_intake(_work(uow, practice, staff_actor("x")), wanted)
        assert practice.settings.intake_open
        assert not practice.settings.closed_when_full
        assert await close_if_full(_work(uow, practice))


async def test_closed_by_hand_is_not_called_full(database: Database) -> None:
    async with database.begin() as uow:
        practice = await _practice(uow, "open")
        await set_intake(_work(uow, practice, staff_actor("x")), Intake(is_open=False))
    assert not practice.settings.intake_open
    assert not practice.settings.closed_when_full
