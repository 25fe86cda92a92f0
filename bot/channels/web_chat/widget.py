"""/chat/widget.js: what a practice puts into its own website to lead to its chat."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aiohttp import web

PATH: Final = "/chat/widget.js"
_SCRIPT: Final = Path(__file__).with_name("widget.js")


def widget_route() -> web.RouteDef:
    """The script, the same for every practice; other sites may load it, and keep it an hour."""
    body = _SCRIPT.read_bytes()

    async def serve(request: web.Request) -> web.Response:
        headers = {
            "Cache-Control": "public, max-age=3600",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Access-Control-Allow-Origin": "*",
        }
        return web.Response(
            body=body, content_type="text/javascript", charset="utf-8", headers=headers
        )

    return web.get(PATH, serve)
