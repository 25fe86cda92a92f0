"""The parts of a running Blether, opened in order and closed in reverse.

The server, the terminal chat and the stories are all built from these same parts.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from actions.all_actions import ALL
from actions.audit_trail.known_secret import refuse_unknown_secret
from actions.basis.words import Words
from bot.channels.twilio.routes import STATUS_PATH
from bot.channels.twilio.signature import ASK_AGAIN
from bot.clock import Clock
from bot.delivery.bounds import Bounds
from bot.delivery.carrier import Carrier, LocalCarrier
from bot.delivery.carriers import Carriers, local_carriers
from bot.delivery.deliver import Deliverer
from bot.delivery.errors import ERRORS
from bot.delivery.pace import Pace
from bot.delivery.twilio_carrier import TwilioCarrier
from bot.delivery.twilio_http import TwilioHttp
from bot.delivery.unreadable import UNREADABLE
from bot.detector import detector_of
from bot.dialogue import Flows
from bot.exchange.engine import Engine
from bot.exchange.executor import Executor
from bot.exchange.library import Library
from bot.flow_set import load_set
from bot.live import Live
from bot.metrics import SENDS, count_from_zero
from bot.retention_periods import periods_of
from bot.settings import Config, Settings
from bot.timers.sweep import Sweep
from bot.timers.upkeep import Upkeep
from bot.turn import Turns
from bot.understanding import Detector
from storage.database import Database
from storage.keyring import Keyring
from storage.notices import Notices

MOST_ROUNDS = 500


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Running:
    """Everything that is shared; nothing here belongs to one person. It has no repr, which would
    hold the secrets and all flows."""

    settings: Settings
    clock: Clock
    keyring: Keyring
    db: Database
    flows: Flows
    detector: Detector
    live: Live
    turns: Turns
    deliverer: Deliverer
    sweep: Sweep
    upkeep: Upkeep
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    """Set as soon as the process is told to stop: it is not ready any more from then on."""

    async def do_all_that_is_due(self) -> None:
        """Settle every due timer and send every due text, until nothing is left to do now."""
        for _ in range(MOST_ROUNDS):
            done = await self.sweep.run_once()
            done += await self.deliverer.run_once()
            if not done:
                return


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock, *, flows: Flows | None = None, db: Database | None = None
) -> AsyncIterator[Running]:
    """Open the database, migrate it, load the flows, and put the parts together.

    `flows` are given by those who have loaded them already, and `db` by those who have opened it;
    it is closed at the end all the same.
    """
    flows = flows or load_set(settings.config)
    async with AsyncExitStack() as stack:
        db = db or open_database(settings)
        stack.push_async_callback(db.close)
        await db.upgrade()
        await refuse_unknown_secret(db)
        config = settings.config
        executor = Executor(ALL, timeout_seconds=config.dialogue.action_timeout_seconds)
        library = Library(flows, needs_flow=config.understanding.needs_flow, actions=executor.names)
        async with db.begin() as uow:
            await library.keep(uow, clock.now())
        twilio = await _carrier_of_texts(settings, stack)
        engine = Engine(library, executor, draw=random.random)
        parts = _assemble(settings, clock, db, engine, twilio, Live())
        if not db.is_sqlite:
            await stack.enter_async_context(_carried_on(parts))
        yield parts


def open_database(settings: Settings) -> Database:
    keyring = Keyring.from_secret(settings.secret_key)
    return Database.open(settings.database_url, keyring, **settings.config.database.model_dump())


def _carried_on(parts: Running) -> AbstractAsyncContextManager[None]:
    """Pages that are open at one replica hear of what another has changed, and its worker looks
    whether there is something to send."""
    live = parts.live

    def hear(practice_id: str, conversation_id: str) -> None:
        live.tell_here(practice_id, conversation_id)
        parts.deliverer.wake()

    url = parts.settings.database_url
    notices = Notices(url, on_notice=hear, on_gap=live.tell_everybody_here)
    live.carry_on_to(notices.tell)
    return notices.running()


async def _carrier_of_texts(settings: Settings, stack: AsyncExitStack) -> Carrier | None:
    """Twilio; without an account nobody, but in the demonstration, where the simulator stands in
    for it: whoever came by an import is reminded as well."""
    account = settings.twilio
    if not (account.account_sid and account.auth_tokens):
        return LocalCarrier() if settings.is_demo else None
    http = TwilioHttp(account.api_url)
    stack.push_async_callback(http.close)
    return TwilioCarrier(
        account_sid=account.account_sid,
        auth_token=account.auth_tokens[0],
        status_callback=f"{settings.public_url}{STATUS_PATH}{ASK_AGAIN}",
        http=http,
    )


def _bounds(config: Config, library: Library) -> Bounds:
    return Bounds(
        answers_an_hour=config.limits.answers_an_hour,
        answers_a_day=config.limits.answers_a_day,
        segments_a_day=config.segments_a_day(),
        last_word=lambda language: Words(flows=library.current, language=language).text(
            "utter_too_many_texts"
        ),
    )


def _deliverer(
    config: Config, db: Database, clock: Clock, library: Library, carriers: Carriers, live: Live
) -> Deliverer:
    return Deliverer(
        database=db,
        carriers=carriers,
        clock=clock,
        pace=Pace(config.delivery.texts_per_second),
        lease=timedelta(seconds=config.delivery.lease_seconds),
        max_attempts=config.delivery.attempts,
        bounds=_bounds(config, library),
        on_sent=lambda provider, outcome: SENDS.labels(provider, outcome).inc(),
        on_change=live.publish,
    )


def _assemble(
    settings: Settings,
    clock: Clock,
    db: Database,
    engine: Engine,
    twilio: Carrier | None,
    live: Live,
) -> Running:
    config = settings.config
    detector = detector_of(config.understanding)
    # Word lists are read now, that of all English by a word that is none: a fault in one of them
    # stops the start.
    detector.detect("a wrod")
    carriers = local_carriers(twilio)
    count_from_zero(providers=carriers, codes=(*ERRORS, UNREADABLE))
    deliverer = _deliverer(config, db, clock, engine.library, carriers, live)
    turns = Turns(
        db=db,
        clock=clock,
        engine=engine,
        detector=detector,
        live=live,
        wake=deliverer.wake,
    )
    sweep = Sweep(database=db, clock=clock, turns=turns, wake=deliverer.wake)
    return Running(
        settings=settings,
        clock=clock,
        keyring=db.keyring,
        db=db,
        flows=engine.library.current,
        detector=detector,
        live=live,
        turns=turns,
        deliverer=deliverer,
        sweep=sweep,
        upkeep=Upkeep(
            database=db,
            clock=clock,
            periods=periods_of(config.retention) if config.retention.enabled else None,
            at_hour=config.retention.at_hour,
        ),
    )
