"""The staff app, put together: every address it answers is a row of ROUTES."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.clock import Clock
from bot.live import Live
from bot.settings import Settings
from bot.staff.desk import Desk
from bot.staff.route import EVERYONE, WHO_MANAGES, Route, handler_of
from bot.staff.views import (
    appointments,
    case_actions,
    conversation,
    figures,
    inbox,
    live,
    messages,
    settings,
    sign_in,
    understanding,
)
from bot.web.assets import Assets
from bot.web.pages import environment, page
from storage.database import Database
from storage.keyring import Keyring

TEMPLATES: Final = Path(__file__).parent / "templates"
CASE: Final = "/referrals/{referral}"
VISIT: Final = CASE + "/appointments/{appointment}"

ROUTES: Final = (
    Route(method="GET", path="/", view=inbox.show, roles=EVERYONE),
    Route(method="POST", path="/sign-out", view=sign_in.sign_out, roles=EVERYONE),
    Route(method="GET", path="/live", view=live.stream),
    Route(method="GET", path=CASE, view=conversation.show),
    Route(method="POST", path=CASE + "/seen", view=case_actions.post_seen),
    Route(method="POST", path=CASE + "/take-over", view=case_actions.post_take_over),
    Route(method="POST", path=CASE + "/hand-back", view=case_actions.post_hand_back),
    Route(method="POST", path=CASE + "/reply", view=case_actions.post_reply),
    Route(method="POST", path=CASE + "/note", view=case_actions.post_note),
    Route(method="POST", path=CASE + "/close", view=case_actions.post_close),
    Route(method="POST", path=CASE + "/texting", view=case_actions.post_texting),
    Route(method="POST", path=CASE + "/appointments", view=case_actions.post_book),
    Route(method="POST", path=VISIT + "/move", view=case_actions.post_move),
    Route(method="POST", path=VISIT + "/status", view=case_actions.post_status),
    Route(method="GET", path="/appointments", view=appointments.show),
    Route(method="POST", path="/appointments/{appointment}/status", view=appointments.post_status),
    Route(method="GET", path="/messages", view=messages.show),
    Route(method="GET", path="/figures", view=figures.show, roles=EVERYONE),
    Route(method="GET", path="/understanding", view=understanding.show, roles=EVERYONE),
    Route(method="GET", path="/settings", view=settings.show, roles=WHO_MANAGES),
    Route(
        method="POST",
        path="/settings/{practice}",
        view=settings.post_settings,
        roles=WHO_MANAGES,
    ),
)


def staff_app(
    db: Database,
    clock: Clock,
    keyring: Keyring,
    settings: Settings,
    wake: Callable[[], None],
    live: Live,
    *,
    assets: Assets | None = None,
) -> web.Application:
    """The application to mount at /staff. `wake` is called after every commit."""
    desk = Desk(
        db=db,
        clock=clock,
        keyring=keyring,
        settings=settings,
        wake=wake,
        live=live,
        templates=environment(TEMPLATES, assets=assets),
    )
    app = web.Application(middlewares=[_refusals(desk)])
    app.router.add_get("", _to_start)
    front = sign_in.SignIn(desk)
    app.router.add_get("/sign-in", front.show)
    app.router.add_post("/sign-in", front.submit)
    for route in ROUTES:
        app.router.add_route(route.method, route.path, handler_of(route, desk))
    return app


async def _to_start(request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/staff/"})


def _refusals(desk: Desk) -> Middleware:
    """Refusals as pages of ours; what is not there and what is another's look the same."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            context = {"status": error.status}
            return page(desk.templates, "staff/refused.html", context, status=error.status)

    return middleware
