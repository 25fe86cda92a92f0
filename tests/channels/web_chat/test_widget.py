"""The button that a practice puts into its own website."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestClient


async def test_other_sites_may_load_it(
    browser: TestClient[web.Request, web.Application],
) -> None:
    answer = await browser.get("/chat/widget.js")
    script = await answer.text()

    assert (answer.status, answer.content_type) == (200, "text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "data-practice" in script
    assert "Set-Cookie" not in answer.headers
