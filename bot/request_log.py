"""One line for each request: its route, how it went and how long it took; never an address.

A path holds ids of people and a query may hold words, so the line names the route as it is
written in the code ("/staff/referrals/{id}"), and what a handler noted with `note_facts`.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import Final

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from uuid_utils import uuid4

FACTS: Final = web.RequestKey("facts", dict[str, str])
"""Ids that a handler wants in the line: of the message, of the practice. One dict for a request and
whatever is cloned from it, since the line is made of the first."""

_QUIET: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
_SOUND_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")

logger = logging.getLogger(__name__)


def note_facts(request: web.BaseRequest, **facts: str) -> None:
    """Have these in the line of this request."""
    request[FACTS] = request.get(FACTS, {})
    request[FACTS].update(facts)


class RequestLog(AbstractAccessLogger):
    """Given to aiohttp, which calls it after every answer."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """`time` is in seconds, by the event loop's clock: whole milliseconds under uvloop, so 0.0
        is a quick answer."""
        route = _route_of(request)
        level = logging.DEBUG if route in _QUIET else logging.INFO
        if not logger.isEnabledFor(level):
            return
        facts = {
            "request": _id_of(request),
            "method": request.method if request.method in _METHODS else "other",
            "route": route,
            "status": response.status,
            "ms": round(time * 1000, 1),
        }
        logger.log(level, "request answered", extra={**request.get(FACTS, {}), **facts})

    @property
    def enabled(self) -> bool:
        return logger.isEnabledFor(logging.INFO)


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _route_of(request: web.BaseRequest) -> str:
    resource = None
    with suppress(AssertionError, AttributeError):  # what was no request asked for no route
        resource = getattr(request, "match_info", None).route.resource  # type: ignore[union-attr]
    return resource.canonical if resource is not None else "none"


def _id_of(request: web.BaseRequest) -> str:
    """The id that a proxy gave the request, if it looks like one, so that logs can be joined."""
    given = request.headers.get("X-Request-Id", "")
    return given if _SOUND_ID.fullmatch(given) else uuid4().hex
