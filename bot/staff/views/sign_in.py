"""Signing in and out. Five wrong tries in a quarter of an hour lock an address for that long."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.staff import flash, session
from bot.staff.desk import Desk
from bot.staff.passwords import is_right
from bot.staff.visit import Visit
from bot.web.pages import page
from bot.web.security import is_own_page
from storage.models import Audit, Staff

TRIES: Final = 5
LOCK: Final = timedelta(minutes=15)
FORM_COOKIE: Final = "blether_sign_in"
START: Final = "/staff/"


class SignIn:
    """The pages of somebody who is not signed in yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: web.Request) -> web.Response:
        if await session.find(self._desk, request) is not None:
            return _see(_own_path(request.query.get("next", START)))
        return self._page(request, next_path=request.query.get("next", START))

    async def submit(self, request: web.Request) -> web.Response:
        fields = await request.post()
        email = str(fields.get("email", "")).strip().lower()
        next_path = _own_path(str(fields.get("next", START)))
        if not self._is_our_form(request, str(fields.get("csrf", ""))):
            return self._page(request, email=email, next_path=next_path, problem="expired")
        if await self._is_locked(email):
            return self._page(request, email=email, next_path=next_path, problem="locked")
        staff = await self._person(email, str(fields.get("password", "")))
        if staff is None:
            return self._page(request, email=email, next_path=next_path, problem="wrong")
        response = _see(next_path)
        session.set_cookie(response, self._desk, await session.start(self._desk, staff))
        response.del_cookie(FORM_COOKIE, path="/staff")
        return response

    def _page(
        self, request: web.Request, *, email: str = "", next_path: str = START, problem: str = ""
    ) -> web.Response:
        nonce = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)
        response = page(
            self._desk.templates,
            "staff/sign_in.html",
            {
                "csrf": self._desk.keyring.sign(f"sign-in:{nonce}"),
                "email": email,
                "next": _own_path(next_path),
                "problem": problem,
                "lock_minutes": int(LOCK.total_seconds() // 60),
                "flash": flash.waiting(request),
                "is_demo": self._desk.settings.is_demo,
            },
            status={"": 200, "locked": 429}.get(problem, 422),
        )
        response.set_cookie(
            FORM_COOKIE,
            nonce,
            path="/staff",
            httponly=True,
            samesite="Lax",
            secure=self._desk.is_https,
        )
        flash.clear(response, self._desk)
        return response

    def _is_our_form(self, request: web.Request, given: str) -> bool:
        nonce = request.cookies.get(FORM_COOKIE, "")
        is_signed = self._desk.keyring.is_signed(f"sign-in:{nonce}", given)
        return bool(nonce) and is_signed and is_own_page(request, self._desk.settings.public_url)

    async def _is_locked(self, email: str) -> bool:
        since = self._desk.clock.now() - LOCK
        fingerprints = self._desk.keyring.fingerprints(email)
        async with self._desk.db.read() as uow:
            return await uow.sessions.failures_since(fingerprints, since) >= TRIES

    async def _person(self, email: str, password: str) -> Staff | None:
        """Who this is, or None; either way it is written down."""
        async with self._desk.db.read() as uow:
            staff = await uow.staff.by_email(email)
        known = staff if staff is not None and staff.is_active else None
        # No transaction is open while the password is worked out: that is slow on purpose.
        good = await is_right(password, known.password_hash if known else None)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as uow:
            if known is None or not good:
                fingerprint = self._desk.keyring.fingerprint(email)
                uow.sessions.add_failure(fingerprint, now)
                return None
            uow.audit.add(
                Audit(
                    at=now,
                    actor=f"staff:{known.id}",
                    action="signed_in",
                    subject_type="staff",
                    subject_id=known.id,
                )
            )
            await uow.sessions.forget_failures(self._desk.keyring.fingerprints(email))
        return known


async def sign_out(visit: Visit) -> web.Response:
    await session.end(visit.desk, visit.session.id, visit.now)
    response = visit.back_to("/staff/sign-in", "signed_out")
    session.clear_cookie(response, visit.desk)
    return response


def _own_path(path: str) -> str:
    """`path` if it stays in the staff app, else its start: never send anyone elsewhere."""
    is_ours = path.startswith("/staff/") and "\\" not in path and "//" not in path
    return path if is_ours and path.isprintable() else START


def _see(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})
