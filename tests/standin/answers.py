"""How Twilio answers a request that it does not grant."""

from __future__ import annotations

import aiohttp
from aiohttp import web

from tests.standin.texts import ACCOUNT_SID, AUTH_TOKEN


def is_authorised(request: web.Request) -> bool:
    given = request.headers.get("Authorization", "")
    return given == aiohttp.encode_basic_auth(ACCOUNT_SID, AUTH_TOKEN)


def problem(status: int, code: int, message: str) -> web.Response:
    return web.json_response(
        {"code": code, "message": message, "more_info": "", "status": status}, status=status
    )


def cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.StreamResponse()
