"""The staff app, put together: every address it answers is a row of ROUTES in bot/staff/routes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from actions.accounts.sign_in_tries import LOCK
from bot.clock import Clock
from bot.dialogue import Flows
from bot.live import Live
from bot.settings import Settings
from bot.staff.desk import Desk
from bot.staff.form_addresses import form_addresses
from bot.staff.menu import menu
from bot.staff.route import handler_of
from bot.staff.routes import ROUTES
from bot.staff.tries import tries_held_back
from bot.staff.views import join, sign_in, sign_in_code, single_sign_on
from bot.web.assets import Assets
from bot.web.pages import environment, page
from bot.web.rate import Rate
from storage.database import Database
from storage.keyring import Keyring

MINUTE: Final = timedelta(minutes=1)
TEMPLATES: Final = Path(__file__).parent / "templates"


def staff_app(
    db: Database,
    clock: Clock,
    keyring: Keyring,
    settings: Settings,
    wake: Callable[[], None],
    live: Live,
    *,
    flows: Flows,
    assets: Assets | None = None,
) -> web.Application:
    """The application to mount at /staff. `wake` is called after every commit."""
    templates = environment(TEMPLATES, assets=assets)
    templates.globals["menu"] = menu
    desk = Desk(
        db=db,
        clock=clock,
        keyring=keyring,
        settings=settings,
        wake=wake,
        live=live,
        templates=templates,
        flows=flows,
    )
    app = web.Application(middlewares=[_refusals(desk)])
    app.router.add_get("", _to_start)
    _add_front(app, desk)
    for route in ROUTES:
        handler = handler_of(route, desk)
        app.router.add_route(route.method, route.path, handler)
        if route.method == "GET" and not route.is_stream:
            app.router.add_route("HEAD", route.path, handler)
    for path, to_page in form_addresses(ROUTES):
        app.router.add_get(path, to_page)
    return app


def _add_front(app: web.Application, desk: Desk) -> None:
    """The pages of somebody who is not signed in yet."""
    most = desk.settings.config.limits.failed_sign_ins
    held_back = tries_held_back(desk, Rate(desk.clock, count=most, per=LOCK))
    front = sign_in.SignIn(desk)
    app.router.add_get("/sign-in", front.show)
    app.router.add_post("/sign-in", held_back(front.submit))
    code = sign_in_code.SignInCode(desk)
    app.router.add_get("/sign-in/code", code.show)
    app.router.add_post("/sign-in/code", held_back(code.submit))
    link = join.Join(desk)
    app.router.add_get("/join/{token}", held_back(link.show))
    app.router.add_post("/join/{token}", held_back(link.submit))
    provider = single_sign_on.provider_of(desk)
    if provider is not None:
        work = single_sign_on.SingleSignOn(desk, provider)
        # To begin is no guess, but asks the provider each time: whoever floods us would flood it.
        # By the minute, for all practices of a board may come from one address at nine o'clock.
        begun = tries_held_back(desk, Rate(desk.clock, count=most, per=MINUTE), counts_all=True)
        app.router.add_get(single_sign_on.PATH, begun(work.begin))
        app.router.add_get(f"{single_sign_on.PATH}/back", held_back(work.end))


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
            context = {"status": error.status, "flash": ""}
            refused = page(desk.templates, "staff/refused.html", context, status=error.status)
            if "Allow" in error.headers:
                refused.headers["Allow"] = error.headers["Allow"]
            return refused

    return middleware
