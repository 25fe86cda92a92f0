"""Between the two steps of signing in: who gave the right password and still owes a code.

It is no session. A signed cookie says whose code is awaited; it ends after ten minutes, and with
the password that it was given for.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from bot.staff.desk import Desk
from storage.models import Staff

COOKIE: Final = "blether_half_way"
LASTS: Final = timedelta(minutes=10)
_KEPT: Final = re.compile(
    r"(?P<id>[0-9a-f]{32})\.(?P<until>[0-9]{1,12})\.(?P<signature>[0-9a-f]{64})"
)


def leave(response: web.StreamResponse, desk: Desk, staff: Staff) -> None:
    """Remember in this browser that `staff` gave their password now."""
    until = int((desk.clock.now() + LASTS).timestamp())
    response.set_cookie(
        COOKIE,
        f"{staff.id}.{until}.{desk.keyring.sign(_signed_text(staff, until))}",
        path="/staff/sign-in",
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=desk.is_https,
    )


async def find(desk: Desk, request: web.Request) -> Staff | None:
    """Whose code is awaited in this browser, if they may still sign in."""
    kept = _KEPT.fullmatch(request.cookies.get(COOKIE, ""))
    if kept is None or _is_over(desk.clock.now(), int(kept["until"])):
        return None
    async with desk.db.read() as uow:
        staff = await uow.staff.get(kept["id"])
    if staff is None or not staff.is_active:
        return None
    text = _signed_text(staff, int(kept["until"]))
    is_signed = desk.keyring.is_signed(text, kept["signature"])
    return staff if is_signed else None


def clear(response: web.StreamResponse, desk: Desk) -> None:
    response.del_cookie(
        COOKIE, path="/staff/sign-in", httponly=True, samesite="Strict", secure=desk.is_https
    )


def _is_over(now: datetime, until: int) -> bool:
    return now.timestamp() >= until


def _signed_text(staff: Staff, until: int) -> str:
    return f"half way:{staff.id}:{until}:{staff.password_hash}"
