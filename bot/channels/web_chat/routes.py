"""The addresses below `/chat/{practice}`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web
from jinja2 import Environment

from bot.channels.web_chat.chat import UnknownPractice, WebChat
from bot.channels.web_chat.limits import Limits, usual_limits
from bot.channels.web_chat.widget import widget_route
from bot.clock import Clock
from bot.inbound import Turns
from bot.live import Live
from bot.web.assets import Assets
from bot.web.crisis_lines import CrisisLine
from bot.web.pages import environment, page
from storage.database import Database

TEMPLATES: Final = Path(__file__).parent / "templates"
LEAVE_TO: Final = "https://www.bbc.co.uk/weather"
_PREFIX: Final = "/chat/{practice:[a-z0-9-]+}"
_AS_TYPED: Final = "/chat/{practice:[A-Za-z0-9-]+}{slash:/?}"
"""With a capital that a phone put there, or a slash at the end."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes(
    *,
    db: Database,
    turns: Turns,
    clock: Clock,
    live: Live,
    is_at_risk: Callable[[str], Awaitable[bool]],
    crisis_lines: tuple[CrisisLine, ...],
    public_url: str,
    assets: Assets,
    leave_to: str = LEAVE_TO,
    limits: Limits | None = None,
) -> list[web.RouteDef]:
    """The hosted chat of every practice, and the button for their own sites."""
    templates = environment(TEMPLATES, assets=assets)
    chat = WebChat(
        db=db,
        turns=turns,
        clock=clock,
        live=live,
        limits=limits or usual_limits(clock, is_at_risk),
        templates=templates,
        crisis_lines=crisis_lines,
        public_url=public_url,
        leave_to=leave_to,
    )

    def known(handler: Handler) -> Handler:
        return _or_unknown(handler, templates, crisis_lines)

    return [
        widget_route(),
        web.get(_PREFIX, known(chat.show)),
        web.get(_PREFIX + "/view", known(chat.view)),
        web.get(_PREFIX + "/events", known(chat.events), allow_head=False),
        web.post(_PREFIX + "/messages", known(chat.send)),
        web.get(_PREFIX + "/leave", known(chat.leave)),
        web.get(_AS_TYPED, _to_the_chat),
        web.get("/chat{slash:/?}", known(_of_nobody)),
    ]


def _or_unknown(
    handler: Handler, templates: Environment, crisis_lines: tuple[CrisisLine, ...]
) -> Handler:
    """A practice that nobody knows has a page as well, with the crisis lines."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except UnknownPractice:
            context = {"crisis_lines": crisis_lines}
            return page(templates, "web_chat/unknown.html", context, status=404)

    return handle


async def _to_the_chat(request: web.Request) -> web.StreamResponse:
    raise web.HTTPMovedPermanently(f"/chat/{request.match_info['practice'].lower()}")


async def _of_nobody(request: web.Request) -> web.StreamResponse:
    """An address that was cut short: whoever looks for help is not met by two words."""
    raise UnknownPractice
