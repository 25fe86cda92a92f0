"""The JSON API, put together: routes and their OpenAPI document come from the same rows."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Final

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.api.context import Context
from bot.api.openapi import openapi
from bot.api.problems import Problem, problem_response, problems_as_json
from bot.api.resources import (
    appointments,
    check_ins,
    messages,
    practices,
    records,
    referral_actions,
    referrals,
    reports,
)
from bot.api.serve import handler_of
from bot.clock import Clock
from bot.live import Live
from bot.settings import Settings
from bot.web.rate import Rate
from storage.database import Database
from storage.keyring import Keyring

logger = logging.getLogger(__name__)

VERSION: Final = "1.0.0"
"""Of the API, as in its address; the program has one of its own."""
ENDPOINTS: Final = (
    *referrals.ENDPOINTS,
    *referral_actions.ENDPOINTS,
    *records.ENDPOINTS,
    *appointments.ENDPOINTS,
    *practices.ENDPOINTS,
    *check_ins.ENDPOINTS,
    *messages.ENDPOINTS,
    *reports.ENDPOINTS,
)
DOCUMENT_PATH: Final = "/openapi.json"


def context_of(
    db: Database,
    clock: Clock,
    keyring: Keyring,
    settings: Settings,
    wake: Callable[[], None],
    live: Live,
) -> Context:
    """What /api/v1 and /fhir share, their limits too. `wake` is called after every commit."""
    limits, minute = settings.config.limits, timedelta(minutes=1)
    return Context(
        db=db,
        clock=clock,
        keyring=keyring,
        settings=settings,
        wake=wake,
        live=live,
        failed_tokens=Rate(clock, count=limits.failed_tokens, per=minute),
        calls=Rate(clock, count=limits.calls_a_minute, per=minute),
    )


def api_app(context: Context) -> web.Application:
    """The application to mount at /api/v1."""
    app = web.Application(middlewares=[_surprises, problems_as_json])
    for endpoint in ENDPOINTS:
        handle = handler_of(endpoint, context)
        app.router.add_route(endpoint.method, endpoint.path, handle)
        if endpoint.method == "GET":
            app.router.add_route("HEAD", endpoint.path, handle)
    app.router.add_get(DOCUMENT_PATH, _document(context.settings.public_url))
    return app


def _document(public_url: str) -> Handler:
    body = _described(public_url)

    async def show(request: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json", charset="utf-8")

    return show


@cache
def _described(public_url: str) -> bytes:
    return orjson.dumps(openapi(ENDPOINTS, server=f"{public_url}/api/v1", version=VERSION))


@web.middleware
async def _surprises(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What nobody expected is told to the log and, without a word of it, to the client."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        logger.exception("api call failed", extra={"route": _route(request)})
        return problem_response(Problem(500, "It has been noted. Please try again."))


def _route(request: web.Request) -> str:
    """The route's pattern, never the address: that may hold what somebody typed."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
