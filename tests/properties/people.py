"""The demonstration practice with a few people who referred themselves, and tokens for its API."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from actions.basis.tokens import token_hash
from actions.basis.work import SYSTEM, Work
from actions.booking.cancel import cancel
from actions.texts.reply import reply
from bot.pretend import Pretend, Template, pretend
from bot.settings import Config
from storage.models import ApiToken
from tests.turn.conftest import MONDAY, Person

ROLES = ("link_worker", "practice_manager", "programme_lead", "administrator")
CONTACTS = tuple(f"+44770090050{number}" for number in range(4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Peopled:
    """A database to be copied, a token of each role, and the ids of what is in it."""

    template: Template
    tokens: dict[str, str] = field(default_factory=dict)
    referrals: list[str] = field(default_factory=list)
    appointments: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Texts that wait for their time, all in the second referral."""

    def bearer(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[role]}"}


async def with_people(template: Template, folder: Path) -> Peopled:
    """Three with a booked chat: one in a crisis, one taken over. A fourth gave the chat up."""
    path = folder / "people.db"
    tokens = {role: secrets.token_hex(8) for role in ROLES}
    made = Peopled(template=replace(template, path=path), tokens=tokens)
    async with pretend(Config(), MONDAY, template) as empty:
        await _keep(empty, tokens)
        for contact in CONTACTS:
            await _come_in(empty, made, contact)
        await Person(made=empty, contact=CONTACTS[0]).says("i want tae die")
        await empty.staff(CONTACTS[1], "take_over")
        async with empty.parts.db.begin() as uow:
            work = Work(uow=uow, now=MONDAY, practice=empty.practice, actor=SYSTEM)
            await cancel(work, made.appointments[-1])
            morag = (await uow.staff.of_practice(empty.practice.id, "link_worker"))[0]
            later = MONDAY + timedelta(hours=3)
            for number in range(3):
                words = f"See you at {number}"
                text = await reply(work, made.referrals[1], morag.id, words, send_at=later)
                made.waiting.append(text.id)
        await empty.parts.db.backup(path)
    return made


async def _keep(empty: Pretend, tokens: dict[str, str]) -> None:
    async with empty.parts.db.begin() as uow:
        for role, token in tokens.items():
            uow.tokens.add(
                ApiToken(
                    token_hash=token_hash(token),
                    practice_id=empty.practice.id,
                    role=role,
                    label=role,
                    created_at=MONDAY,
                )
            )


async def _come_in(empty: Pretend, made: Peopled, contact: str) -> None:
    person = Person(made=empty, contact=contact)
    await person.refers()
    referral = await person.referral()
    made.referrals.append(referral.id)
    async with empty.parts.db.read() as uow:
        visit = await uow.appointments.next_for_patient(referral.patient_id, MONDAY)
    assert visit is not None
    made.appointments.append(visit.id)
