"""Reading what a request carries: whole within a time, and no more than any page of ours sends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDictProxy

T = TypeVar("T")

SLOW_SECONDS: Final = web.AppKey("slow_seconds", float)
MOST_FIELDS: Final = 500
_USUAL_SECONDS: Final = 20.0


async def in_time(request: web.Request, reading: Awaitable[T]) -> T:
    """What `reading` gives; HTTPRequestTimeout when the client sends it too slowly."""
    seconds = request.config_dict.get(SLOW_SECONDS, _USUAL_SECONDS)
    try:
        async with asyncio.timeout(seconds):
            return await reading
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


async def read_body(request: web.Request) -> bytes:
    """The body; HTTPRequestTimeout, or HTTPRequestEntityTooLarge beyond `web.max_body_bytes`."""
    return await in_time(request, request.read())


async def read_fields(
    request: web.Request, *, takes_files: bool = False
) -> MultiDictProxy[str | bytes | bytearray | FileField]:
    """The fields of a form; files only where a page asks for one.

    Every file of a form is an open one of ours, and every field some work: HTTPUnsupportedMediaType
    or HTTPRequestEntityTooLarge for what none of our pages sends.
    """
    if request.content_type.startswith("multipart/"):
        if not takes_files:
            raise web.HTTPUnsupportedMediaType
        return await in_time(request, request.post())
    fields = (await read_body(request)).count(b"&") + 1
    if fields > MOST_FIELDS:
        raise web.HTTPRequestEntityTooLarge(max_size=MOST_FIELDS, actual_size=fields)
    return await request.post()
