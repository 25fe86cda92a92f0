"""Guessing from one address: wrong passwords, codes and links are counted, whoever they are for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.metrics import REFUSED
from bot.staff.desk import Desk
from bot.web.pages import page
from bot.web.rate import Rate, address_key

FAILED: Final = frozenset({404, 422, 429})


def tries_held_back(
    desk: Desk, tries: Rate, *, counts_all: bool = False
) -> Callable[[Handler], Handler]:
    """Wraps a handler of the front: after so many failures from one address it is not asked.

    A whole practice may share one address, so what succeeds does not count, but with `counts_all`.
    """

    def wrap(handler: Handler) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            key = address_key(request.remote)
            wait = tries.take(key)  # before the work, or many at one moment would all be the first
            if wait:
                return _refuse(desk, wait)
            response = await handler(request)
            if response.status not in FAILED and not counts_all:
                tries.give_back(key)
            return response

        return handle

    return wrap


def _refuse(desk: Desk, wait: int) -> web.Response:
    REFUSED.labels("sign_in").inc()
    response = page(desk.templates, "staff/refused.html", {"status": 429, "flash": ""}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response
