"""Reading what a request carries: whole within a time, and no more than any page of ours sends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDict, MultiDictProxy

T = TypeVar("T")

SLOW_SECONDS: Final = web.AppKey("slow_seconds", float)
MOST_FIELDS: Final = 500
_USUAL_SECONDS: Final = 20.0
_FORM: Final = "application/x-www-form-urlencoded"


def written(given: object) -> str:
    """What somebody wrote in a field of a form: each end of a line one letter, as the page that
    counts its letters counts it, and no space around it."""
    return str(given).replace("\r\n", "\n").strip()


async def in_time(request: web.Request, reading: Awaitable[T]) -> T:
    """What `reading` gives; HTTPRequestTimeout when the client sends it too slowly, and
    HTTPBadRequest when it breaks off, which nobody may be left to hear."""
    seconds = request.config_dict.get(SLOW_SECONDS, _USUAL_SECONDS)
    try:
        async with asyncio.timeout(seconds):
            return await reading
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, ConnectionResetError):
        raise web.HTTPBadRequest(text="The body cannot be read.\n") from None


async def read_body(request: web.Request) -> bytes:
    """The body; HTTPRequestTimeout, or HTTPRequestEntityTooLarge beyond `web.max_body_bytes`,
    which is not waited for where its length was told. Nobody sends us one that is packed, but to
    make us unpack it: HTTPUnsupportedMediaType."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise web.HTTPUnsupportedMediaType(headers={"Accept-Encoding": "identity"})
    length, most = request.content_length or 0, request.client_max_size
    if 0 < most < length:
        raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=length)
    return await in_time(request, request.read())


async def read_fields(
    request: web.Request, *, takes_files: bool = False
) -> MultiDictProxy[str | bytes | bytearray | FileField]:
    """The fields of a form; files only where a page asks for one.

    Every file of a form is an open one of ours, and every field some work: HTTPUnsupportedMediaType
    or HTTPRequestEntityTooLarge for what none of our pages sends. All of them send UTF-8, whatever
    else a client calls it: bytes that are none become U+FFFD, so that no words are lost for one.
    """
    if request.content_type.startswith("multipart/"):
        if not takes_files:
            raise web.HTTPUnsupportedMediaType
        try:
            return await in_time(request, request.post())
        except ValueError:  # its parts are not parted as it says
            raise web.HTTPBadRequest(text="The form cannot be read.\n") from None
    body = await read_body(request)
    fields = body.count(b"&") + 1
    if fields > MOST_FIELDS:
        raise web.HTTPRequestEntityTooLarge(max_size=MOST_FIELDS, actual_size=fields)
    if body and "Content-Type" in request.headers and request.content_type != _FORM:
        raise web.HTTPUnsupportedMediaType  # and not let it pass as a form that says nothing
    text = body.decode(errors="replace")
    return MultiDictProxy(MultiDict(parse_qsl(text, keep_blank_values=True, errors="replace")))
