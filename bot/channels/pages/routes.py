"""`/`: what Blether is, for patients, link workers and practices."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aiohttp import web

from bot.web.assets import Assets
from bot.web.pages import environment, page

TEMPLATES: Final = Path(__file__).parent / "templates"


def routes(assets: Assets, *, is_demo: bool) -> list[web.RouteDef]:
    """The product page; with `is_demo` it leads to the simulator, the chat and the staff app."""
    templates = environment(TEMPLATES, assets=assets)

    async def product(request: web.Request) -> web.Response:
        return page(templates, "pages/product.html", {"is_demo": is_demo})

    return [web.get("/", product)]
