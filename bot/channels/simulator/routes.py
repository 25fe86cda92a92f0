"""The addresses below `/try`; the app adds them only in a demonstration."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.channels.simulator.phone_book import PhoneBook
from bot.channels.simulator.simulator import Simulator
from bot.clock import Clock
from bot.inbound import Turns
from bot.live import Live
from bot.web.assets import Assets
from bot.web.pages import environment
from storage.database import Database
from storage.keyring import Keyring

TEMPLATES: Final = Path(__file__).parent / "templates"


def routes(
    *,
    db: Database,
    turns: Turns,
    clock: Clock,
    live: Live,
    keyring: Keyring,
    sweep_now: Callable[[], Awaitable[None]],
    public_url: str,
    assets: Assets,
    practice_code: str = "demo",
) -> list[web.RouteDef]:
    """The simulator of one practice's patients."""
    simulator = Simulator(
        db=db,
        turns=turns,
        clock=clock,
        live=live,
        sweep_now=sweep_now,
        phones=PhoneBook(keyring, clock),
        templates=environment(TEMPLATES, assets=assets),
        practice_code=practice_code,
        public_url=public_url,
    )
    return [
        web.get("/try", simulator.show),
        web.get("/try/view", simulator.view),
        web.get("/try/events", simulator.events, allow_head=False),
        web.post("/try/messages", simulator.send),
        web.post("/try/clock", simulator.move_clock),
        web.post("/try/staff", simulator.act_as_staff),
        web.post("/try/phone", simulator.change_phone),
    ]
