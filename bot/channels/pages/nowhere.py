"""An address that leads nowhere: whoever mistyped the chat's is not met by two words."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.channels.pages.routes import TEMPLATES
from bot.web.assets import Assets
from bot.web.crisis_lines import CrisisLine
from bot.web.pages import environment, page

_NAME: Final = "pages/nowhere.html"


def kind_not_found(assets: Assets, crisis_lines: tuple[CrisisLine, ...]) -> Middleware:
    """A 404 that a browser asked for becomes a page with the crisis lines; programs get the bare
    one. What a handler has answered itself stays as it is."""
    templates = environment(TEMPLATES, assets=assets)

    @web.middleware
    async def show(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if "text/html" not in request.headers.get("Accept", "").lower():
                raise
            return page(templates, _NAME, {"crisis_lines": crisis_lines}, status=404)

    return show
