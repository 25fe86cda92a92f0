"""Every answer of every route carries what keeps a browser from doing harm, errors too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from aiohttp import web

from bot.web.security import HEADERS
from tests.security.conftest import House
from tests.support.world import PASSWORD

ALWAYS = {
    **HEADERS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
ERRORS = (
    ("GET", "/nowhere"),
    ("GET", "/staff/nowhere"),
    ("GET", "/api/v1/nowhere"),
    ("POST", "/health/live"),
    ("DELETE", "/staff/sign-in"),
    ("PUT", "/webhooks/twilio/messages"),
    ("GET", "/static/none.css"),
    ("GET", "/staff/%00"),
    ("GET", "/chat/none"),
)
_STREAMS = ("/events", "/live")


def routes_of(app: web.Application) -> Iterator[tuple[str, str]]:
    """Each method and address, with something in every place that takes a part of it."""
    for route in app.router.routes():
        if route.resource is None or route.method in ("*", "HEAD"):
            continue
        path = route.resource.canonical
        while "{" in path:
            before, _, rest = path.partition("{")
            path = f"{before}near{rest.partition('}')[2]}"
        yield route.method, path


def every_request(house: House) -> list[tuple[str, str]]:
    app = house.server.app
    assert app is not None
    found = {one for one in routes_of(app) if not one[1].endswith(_STREAMS)}
    return sorted(found) + list(ERRORS)


def missing(headers: Mapping[str, str]) -> list[str]:
    return [
        f"{name}: {headers.get(name)!r}"
        for name, value in ALWAYS.items()
        if headers.get(name) != value
    ]


@pytest.mark.parametrize("is_signed_in", [False, True])
async def test_every_route_answers_with_the_safety_headers(
    house: House, is_signed_in: bool
) -> None:
    if is_signed_in:
        await house.browser.sign_in(house.near.worker.email, PASSWORD)
    requests = every_request(house)
    faults = []
    for method, path in requests:
        async with house.client.request(method, path, allow_redirects=False) as answer:
            where = f"{method} {path} {answer.status}"
            faults += [f"{where}: {each}" for each in missing(answer.headers)]
            assert answer.status != 500, f"{method} {path}"
            assert answer.status != 405 or answer.headers["Allow"], path
            assert answer.status < 400 or answer.headers["Cache-Control"] == "no-store", path
            assert "aiohttp" not in answer.headers.get("Server", "").lower(), path
    assert len(requests) > 150
    assert faults == []


async def test_no_page_of_staff_is_kept_by_a_browser_or_a_proxy(house: House) -> None:
    await house.browser.sign_in(house.near.manager.email, PASSWORD)
    faults = []
    for method, path in every_request(house):
        # The button for other websites is the same for everybody, and no page.
        if path == "/chat/widget.js":
            continue
        if method == "GET" and path.startswith(("/staff", "/chat", "/fhir/", "/api/v1/re")):
            async with house.client.get(path, allow_redirects=False) as answer:
                if answer.status == 200 and answer.headers.get("Cache-Control") != "no-store":
                    faults.append(f"{path}: {answer.headers.get('Cache-Control')}")
    assert faults == []


async def test_the_policy_lets_no_foreign_script_or_frame_in() -> None:
    policy = HEADERS["Content-Security-Policy"]
    rules = dict(each.split(" ", 1) for each in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in policy
