"""Sign-in sessions: kept on the server, found by the hash of a random cookie, ended for good."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from bot.staff.desk import Desk
from storage.models import Staff, StaffSession

COOKIE: Final = "blether_staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeName:
    id: str
    code: str
    name: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is signed in, and which practices they may see."""

    id: str
    staff_id: str
    name: str
    role: str
    csrf: str = field(repr=False)
    practices: tuple[PracticeName, ...]

    @property
    def practice_ids(self) -> tuple[str, ...]:
        return tuple(practice.id for practice in self.practices)

    @property
    def actor(self) -> str:
        return f"staff:{self.staff_id}"

    def practice(self, practice_id: str) -> PracticeName:
        """One of this person's practices; KeyError for any other."""
        for practice in self.practices:
            if practice.id == practice_id:
                return practice
        raise KeyError(practice_id)


def token_hash(token: str) -> str:
    """What is kept of a cookie. It is random, so one fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


async def start(desk: Desk, staff: Staff) -> str:
    """Keep a new session for `staff`; answers the cookie's value, which is not kept."""
    token = secrets.token_urlsafe(32)
    now = desk.clock.now()
    async with desk.db.begin() as uow:
        uow.sessions.add(
            StaffSession(
                token_hash=token_hash(token),
                staff_id=staff.id,
                csrf=secrets.token_urlsafe(24),
                created_at=now,
                expires_at=now + timedelta(hours=desk.settings.config.web.session_hours),
            )
        )
    return token


async def find(desk: Desk, request: web.Request) -> Session | None:
    """The session of this request's cookie, if it lives and its person may still sign in."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    async with desk.db.read() as uow:
        found = await uow.sessions.live(token_hash(token), desk.clock.now())
        if found is None:
            return None
        kept, staff = found
        practices = await uow.staff.practices_of(staff.id)
        return Session(
            id=kept.id,
            staff_id=staff.id,
            name=staff.name,
            role=staff.role,
            csrf=kept.csrf,
            practices=tuple(
                PracticeName(id=one.id, code=one.code, name=one.name, timezone=one.timezone)
                for one in practices
            ),
        )


async def end(desk: Desk, session_id: str, now: datetime) -> None:
    async with desk.db.begin() as uow:
        await uow.sessions.end(session_id, now)


def set_cookie(response: web.StreamResponse, desk: Desk, token: str) -> None:
    response.set_cookie(
        COOKIE, token, path="/staff", httponly=True, samesite="Lax", secure=desk.is_https
    )


def clear_cookie(response: web.StreamResponse, desk: Desk) -> None:
    response.del_cookie(COOKIE, path="/staff", httponly=True, samesite="Lax", secure=desk.is_https)
