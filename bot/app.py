"""Puts the web application together: routes from every part, nothing global."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web

from bot import __version__
from bot.api.app import api_app, context_of
from bot.api.fhir.app import fhir_app
from bot.api.health import Role, health_routes
from bot.channels.pages.nowhere import kind_not_found
from bot.channels.pages.routes import routes as page_routes
from bot.channels.simulator.routes import routes as simulator_routes
from bot.channels.twilio.routes import routes as twilio_routes
from bot.channels.web_chat.limits import usual_limits
from bot.channels.web_chat.routes import routes as chat_routes
from bot.helplines import helplines_path
from bot.running import Running
from bot.staff.app import staff_app
from bot.staff.feed import feed_routes
from bot.unavailable import say_try_again
from bot.web.assets import Assets
from bot.web.assets import routes as asset_routes
from bot.web.caller import callers_behind
from bot.web.crisis_lines import CrisisLine, read_crisis_lines
from bot.web.reading import SLOW_SECONDS
from bot.web.security import add_security_headers
from bot.worker import working


def web_app(parts: Running, *, has_worker: bool) -> web.Application:
    """The whole product; with `has_worker` this process also sends texts and sweeps timers."""
    settings = parts.settings
    config = settings.config.web
    behind = [callers_behind(config.trusted_proxies)] if config.trusted_proxies else []
    assets = Assets.load()
    crisis_lines = read_crisis_lines(helplines_path(settings.config))
    app = web.Application(
        client_max_size=config.max_body_bytes,
        middlewares=[*behind, say_try_again, kind_not_found(assets, crisis_lines)],
    )
    app[SLOW_SECONDS] = config.slow_seconds
    add_security_headers(app, is_https=settings.public_url.startswith("https://"))
    app.add_routes(asset_routes(assets))
    app.add_routes(page_routes(assets, is_demo=settings.is_demo))
    _add_channels(app, parts, assets, crisis_lines)
    _add_staff_and_api(app, parts, assets)
    app.add_routes(_health(parts, has_worker=has_worker))
    if has_worker:
        app.cleanup_ctx.append(_work(parts))
    app.on_shutdown.append(_close_live(parts))
    return app


def _add_channels(
    app: web.Application, parts: Running, assets: Assets, crisis_lines: tuple[CrisisLine, ...]
) -> None:
    settings, is_at_risk = parts.settings, parts.turns.speaks_of_danger
    app.add_routes(
        twilio_routes(
            turns=parts.turns,
            database=parts.db,
            twilio=settings.twilio,
            public_url=settings.public_url,
            clock=parts.clock,
            wake=parts.deliverer.wake,
            on_change=parts.live.publish,
        )
    )
    app.add_routes(
        chat_routes(
            db=parts.db,
            turns=parts.turns,
            clock=parts.clock,
            live=parts.live,
            is_at_risk=is_at_risk,
            crisis_lines=crisis_lines,
            public_url=settings.public_url,
            assets=assets,
            limits=usual_limits(parts.clock, is_at_risk, settings.config.limits),
        )
    )
    if settings.is_demo:
        app.add_routes(
            simulator_routes(
                db=parts.db,
                turns=parts.turns,
                clock=parts.clock,
                live=parts.live,
                keyring=parts.keyring,
                sweep_now=parts.do_all_that_is_due,
                public_url=settings.public_url,
                assets=assets,
            )
        )


def _add_staff_and_api(app: web.Application, parts: Running, assets: Assets) -> None:
    shared = (
        parts.db,
        parts.clock,
        parts.keyring,
        parts.settings,
        parts.deliverer.wake,
        parts.live,
    )
    app.add_subapp("/staff", staff_app(*shared, flows=parts.flows, assets=assets))
    context = context_of(*shared)
    app.add_subapp("/api/v1", api_app(context))
    app.add_subapp("/fhir", fhir_app(context, __version__))
    app.add_routes(feed_routes(parts.db, parts.clock, parts.settings.public_url))


def worker_app(parts: Running) -> web.Application:
    """What a process that only sends and sweeps tells of itself: health and metrics."""
    app = web.Application()
    add_security_headers(app, is_https=False)
    app.add_routes(_health(parts, has_worker=True))
    app.cleanup_ctx.append(_work(parts))
    return app


def _health(parts: Running, *, has_worker: bool) -> list[web.RouteDef]:
    role = Role(
        has_flows=bool(parts.flows.flows),
        beat_age=(lambda: parts.sweep.beat_age_seconds) if has_worker else None,
        is_stopping=parts.stopping.is_set,
    )
    return health_routes(parts.db, parts.clock, role)


def _work(parts: Running) -> Callable[[web.Application], AsyncIterator[None]]:
    async def work(app: web.Application) -> AsyncIterator[None]:
        async with working(parts):
            yield

    return work


def _close_live(parts: Running) -> Callable[[web.Application], Awaitable[None]]:
    async def close(app: web.Application) -> None:
        parts.live.close()

    return close
