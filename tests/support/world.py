"""Two practices side by side, with the staff app and the API in front of their database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from actions.basis.tokens import token_hash
from bot import __version__
from bot.api.app import api_app, context_of
from bot.api.fhir.app import fhir_app
from bot.api.health import health_routes
from bot.clock import ManualClock
from bot.dialogue import Flows, load_flows
from bot.live import Live
from bot.settings import Config, Settings, TwilioSettings
from bot.staff.app import staff_app
from bot.staff.feed import feed_routes
from bot.web.assets import Assets
from bot.web.assets import routes as asset_routes
from bot.web.security import add_security_headers
from storage.database import Database
from storage.models import Appointment, Conversation, Message, Patient, Practice, Referral, Staff
from storage.models.referral import Risk
from storage.private import PatientText, PersonName
from tests import builders as make
from tests.support.databases import SECRET

PASSWORD = "heather and thistle"
WORDS = "cannae pay ma leccy and the landlord wants me oot"
CRISIS = "i dont want to be here any more"


@dataclass(slots=True, kw_only=True)
class Case:
    """One person of a practice, with a referral."""

    patient: Patient
    conversation: Conversation
    referral: Referral
    message: Message

    @property
    def path(self) -> str:
        return f"/staff/referrals/{self.referral.id}"

    @property
    def api(self) -> str:
        return f"/api/v1/referrals/{self.referral.id}"


@dataclass(slots=True, kw_only=True)
class Surgery:
    """One practice: a person of each role, tokens by role, two people waiting."""

    practice: Practice
    worker: Staff
    manager: Staff
    lead: Staff
    jean: Case
    appointment: Appointment
    tokens: dict[str, str]

    def bearer(self, role: str = "link_worker") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[role]}"}


# Without a repr: asyncio words a task, with its result, each time that its runner ends one.
@dataclass(slots=True, kw_only=True, repr=False)
class World:
    db: Database
    clock: ManualClock
    live: Live
    client: TestClient[Any, Any]
    near: Surgery
    far: Surgery
    woken: list[int] = field(default_factory=list)

    async def row(self, model: type[Any], id: str) -> Any:
        async with self.db.read() as uow:
            return await uow.session.get(model, id)


# A hash says itself what checking it costs: this one next to nothing, for hundreds of sign-ins.
_PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


async def a_surgery(db: Database, code: str) -> Surgery:
    async with db.begin() as uow:
        practice = await make.a_practice(uow, code=code, name=f"{code.title()} Practice")
        people = {
            role: await make.a_staff_member(
                uow,
                practice=practice,
                email=f"{name}@{code}.example",
                name=f"{name.title()} of {code.title()}",
                role=role,
                password_hash=_PASSWORD_HASH,
            )
            for role, name in (
                ("link_worker", "morag"),
                ("practice_manager", "manager"),
                ("programme_lead", "lead"),
            )
        }
        worker = people["link_worker"]
        for weekday in range(5):
            await make.an_availability(uow, practice=practice, link_worker=worker, weekday=weekday)
        tokens = {}
        for role in (*people, "administrator"):
            tokens[role] = f"token-of-{code}-{role}"
            await make.an_api_token(
                uow, practice=practice, role=role, token_hash=token_hash(tokens[role])
            )
        jean = await a_case(uow, practice)
        appointment = await make.an_appointment(
            uow, link_worker=worker, patient=jean.patient, referral=jean.referral
        )
    return Surgery(
        practice=practice,
        worker=worker,
        manager=people["practice_manager"],
        lead=people["programme_lead"],
        jean=jean,
        appointment=appointment,
        tokens=tokens,
    )


async def a_case(
    uow: Any, practice: Practice, *, name: str = "Jean Broon", words: str = WORDS, **given: Any
) -> Case:
    """Somebody who wrote `words`; "leccy" led to energy and "landlord" to housing."""
    patient = await make.a_patient(uow, practice=practice, name=PersonName(name))
    conversation = await make.a_conversation(
        uow, patient=patient, last_inbound_at=make.NOW, unread=1
    )
    referral = await make.a_referral(uow, conversation=conversation, **given)
    message = await make.a_message(uow, conversation=conversation, text=PatientText(words))
    for label, word in (("energy", "leccy"), ("housing", "landlord")):
        start = words.find(word)
        if start >= 0:
            evidence = {"message_id": message.id, "start": start, "end": start + len(word)}
            await make.a_need(
                uow,
                referral=referral,
                label=label,
                evidence=[{**evidence, "words": word, "why": f"{word} means {label}"}],
            )
    return Case(patient=patient, conversation=conversation, referral=referral, message=message)


async def a_risk(uow: Any, case: Case, level: Risk = "crisis", **given: Any) -> None:
    text = str(case.message.text)
    evidence = [{"start": 0, "end": len(text), "words": text, "why": "wish to be dead"}]
    await make.a_risk_flag(
        uow,
        referral=case.referral,
        message=case.message,
        level=level,
        evidence=evidence,
        **given,
    )
    case.referral.risk = level
    case.referral.priority = "routine" if level == "none" else level


def settings_for(tmp_path: Path) -> Settings:
    return Settings(
        database_url="sqlite://",
        secret_key=SECRET,
        public_url="http://127.0.0.1:8080",
        twilio=TwilioSettings(),
        config=Config(),
    )


@cache
def the_flows() -> Flows:
    """The flows as they are shipped; reading them takes a second, so they are read once."""
    return load_flows([Config().flows_path()])


@cache
def the_assets() -> Assets:
    """All static files: pressed into gzip once, not for each test."""
    return Assets.load()


@asynccontextmanager
async def world_of(
    db: Database, clock: ManualClock, tmp_path: Path, *, settings: Settings | None = None
) -> AsyncIterator[World]:
    near, far = await a_surgery(db, "near"), await a_surgery(db, "far")
    live, woken = Live(), []
    settings = settings or settings_for(tmp_path)
    shared = (db, clock, db.keyring, settings, lambda: woken.append(1), live)
    app = web.Application()
    add_security_headers(app, is_https=False)
    assets = the_assets()
    app.add_routes(asset_routes(assets))
    app.add_subapp("/staff", staff_app(*shared, flows=the_flows(), assets=assets))
    context = context_of(*shared)
    app.add_subapp("/api/v1", api_app(context))
    app.add_subapp("/fhir", fhir_app(context, __version__))
    app.add_routes(feed_routes(db, clock, "http://127.0.0.1:8080"))
    app.add_routes(health_routes(db, clock))
    async with TestClient(TestServer(app)) as client:
        yield World(db=db, clock=clock, live=live, client=client, near=near, far=far, woken=woken)
        live.close()
