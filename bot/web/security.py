"""Headers that every answer carries, and the check that a form comes from our own page."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SERVER: Final = "Blether"
"""Not which program of which version answers."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Nothing for other sites. Not "no-referrer": our own forms would then say "Origin: null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def add_security_headers(app: web.Application, *, is_https: bool) -> None:
    """Put HEADERS on every answer of `app` and its sub-applications, errors and streams included.

    A handler that set one of them itself keeps its own.
    """
    headers = dict(HEADERS)
    if is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"

    async def add(_: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if response.status >= 400:
            # A proxy that keeps "not found" would keep a page without its style after an upgrade.
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Server"] = SERVER

    app.on_response_prepare.append(add)


def is_own_page(request: web.Request, public_url: str) -> bool:
    """Whether a form was sent from our own pages, by the headers that browsers cannot forge.

    A client that sends neither header is no browser and holds no cookie worth stealing.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return origin != "null" and origin.partition("://")[2] in {
        urlsplit(public_url).netloc,
        request.host,
    }
