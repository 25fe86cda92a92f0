"""The addresses that only forms are sent to: whoever opens one is led to the page of the form.

A page that refuses a form stands at the form's address, where Enter in the address bar asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.staff.route import Route


def form_addresses(routes: Collection[Route]) -> Iterator[tuple[str, Handler]]:
    """Each path that takes forms alone, with what answers a GET there."""
    pages = {route.path for route in routes if route.method == "GET"}
    for path in sorted({route.path for route in routes} - pages):
        yield path, _to_page(path, pages)


def _to_page(path: str, pages: Collection[str]) -> Handler:
    """A redirect to the nearest page above `path`, with the same ids."""
    above = next(one for one in PurePosixPath(path).parents if str(one) in pages)
    depth = len(above.parts) - 1

    async def handle(request: web.Request) -> web.Response:
        # Raw: what was escaped in the address stays escaped in the header.
        parts = request.rel_url.raw_path.removeprefix("/staff/").split("/")[:depth]
        return web.Response(status=303, headers={"Location": "/staff/" + "/".join(parts)})

    return handle
