from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web import assets, nhsuk
from bot.web.security import add_security_headers


@pytest.mark.parametrize(
    ("name", "pattern"), [(assets.STYLES, "*.css"), (assets.STAFF_STYLES, "staff/*.css")]
)
def test_every_sheet_is_in_the_one_that_pages_load(name: str, pattern: str) -> None:
    sheet = _served(assets.Assets.load(), name)
    paths = list((assets.STATIC / "css").glob(pattern))

    assert paths
    for path in paths:
        assert path.read_bytes() in sheet, path.name


def test_nhsuk_frontend_comes_without_the_nhs_font_and_from_our_own_address() -> None:
    loaded = assets.Assets.load()
    sheet = _served(loaded, nhsuk.SHEET).decode()

    assert ".nhsuk-button" in sheet, "run `make install` to fetch NHS.UK frontend"
    assert "Frutiger" not in sheet and "assets.nhs.uk" not in sheet
    icons = re.findall(r"url\(([^)]*)\)", sheet)
    assert icons
    for address in icons:
        assert loaded.find(address.removeprefix(assets.PREFIX)) is not None, address


def test_without_nhsuk_frontend_pages_are_plain_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = nhsuk.read_files(tmp_path / "nowhere")

    assert files == {nhsuk.SHEET: b"", nhsuk.SCRIPT: b""}
    assert "make install" in caplog.text


def _served(loaded: assets.Assets, name: str) -> bytes:
    found = loaded.find(loaded.url(name).removeprefix(assets.PREFIX))
    assert found is not None
    return found.body


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


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [("gzip, br", True), ("br;q=1.0, GZIP;q=0.5", True), ("gzip;q=0", False), ("", False)],
)
async def test_a_large_file_comes_packed_to_who_takes_it_so(accepted: str, is_packed: bool) -> None:
    loaded = assets.Assets.load()
    app = web.Application()
    app.add_routes(assets.routes(loaded))
    path = loaded.url(nhsuk.SHEET)
    async with (
        TestClient(TestServer(app), auto_decompress=False) as client,
        client.get(path, headers={"Accept-Encoding": accepted}) as answer,
    ):
        body = await answer.read()
        headers = answer.headers
    assert headers["Vary"] == "Accept-Encoding"
    assert ("Content-Encoding" in headers) is is_packed
    assert int(headers["Content-Length"]) == len(body)
    assert (gzip.decompress(body) if is_packed else body) == _served(loaded, nhsuk.SHEET)
    assert len(body) < 60_000 or not is_packed
