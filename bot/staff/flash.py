"""One short message across a redirect: the cookie holds its name, the template its words."""

from __future__ import annotations

import re
from typing import Final

from aiohttp import web

from bot.staff.desk import Desk

COOKIE: Final = "blether_flash"
_NAME = re.compile(r"[a-z_]{1,40}")


def leave(response: web.StreamResponse, desk: Desk, name: str) -> None:
    """Show the message called `name` on the next page; never a person's words or name."""
    response.set_cookie(
        COOKIE,
        name,
        path="/staff",
        max_age=120,
        httponly=True,
        samesite="Lax",
        secure=desk.is_https,
    )


def waiting(request: web.Request) -> str:
    """The name of the message that waits, "" if none does."""
    name = request.cookies.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else ""


def clear(response: web.StreamResponse, desk: Desk) -> None:
    response.del_cookie(COOKIE, path="/staff", httponly=True, samesite="Lax", secure=desk.is_https)
