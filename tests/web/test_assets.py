from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web import assets
from bot.web.security import add_security_headers


def test_every_sheet_is_in_the_one_that_pages_load() -> None:
    loaded = assets.Assets.load()
    sheet = loaded.find(loaded.url(assets.STYLES).removeprefix(assets.PREFIX))

    assert sheet is not None
    for path in (assets.STATIC / "css").glob("*.css"):
        assert path.read_bytes() in sheet.body, path.name


def test_a_changed_file_gets_a_new_name() -> None:
    old = assets.Assets({"a.js": b"1"}).url("a.js")
    new = assets.Assets({"a.js": b"2"}).url("a.js")

    assert old != new
    assert old.startswith("/static/a.") and old.endswith(".js")


async def test_a_file_is_served_for_ever_and_safely() -> None:
    loaded = assets.Assets({"js/a.js": b"1"})
    app = web.Application()
    add_security_headers(app, is_https=True)
    app.add_routes(assets.routes(loaded))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(loaded.url("js/a.js"))
        unknown = await client.get("/static/js/a.000000000000.js")

    assert answer.status == 200
    assert answer.content_type == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert unknown.status == 404
    assert "script-src 'self'" in unknown.headers["Content-Security-Policy"]
    assert "unsafe" not in unknown.headers["Content-Security-Policy"]
