"""Sign-in sessions: kept on the server, found by the hash of a random cookie, ended for good."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from actions.basis.tokens import new_token, token_hash
from bot.staff.browser import browser_family
from bot.staff.desk import Desk
from storage.models import StaffSession
from storage.models.staff import WHO_MANAGES, WHO_SEES_PEOPLE
from storage.models.staff_session import StartedWith
from storage.unit_of_work import UnitOfWork

COOKIE: Final = "blether_staff"
SIGHT_EVERY: Final = timedelta(minutes=1)
"""How exactly we keep when somebody was last here; each time is a write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeName:
    id: str
    code: str
    name: str
    timezone: str
    is_full: bool = False
    """Whether its intake has closed by itself."""
    is_closed: bool = False
    """Whether its intake is closed, by itself or by somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is signed in, and which practices they may see.

    `owes_second_factor`: they may do nothing before they have set up a code app.
    """

    id: str
    staff_id: str
    name: str
    role: str
    csrf: str = field(repr=False)
    practices: tuple[PracticeName, ...]
    owes_second_factor: bool = False

    @property
    def practice_ids(self) -> tuple[str, ...]:
        return tuple(practice.id for practice in self.practices)

    @property
    def sees_people(self) -> bool:
        return self.role in WHO_SEES_PEOPLE

    @property
    def manages(self) -> bool:
        return self.role in WHO_MANAGES

    @property
    def actor(self) -> str:
        return f"staff:{self.staff_id}"

    def practice(self, practice_id: str) -> PracticeName:
        """One of this person's practices; KeyError for any other."""
        for practice in self.practices:
            if practice.id == practice_id:
                return practice
        raise KeyError(practice_id)


async def start(desk: Desk, request: web.Request, staff_id: str, started_with: StartedWith) -> str:
    """Keep a new session for this person; answers the cookie's value, which is not kept.

    Whatever session the browser had ends: nobody goes on with one that was made before.
    """
    token = new_token()
    now = desk.clock.now()
    async with desk.db.begin() as uow:
        before = request.cookies.get(COOKIE)
        known = await uow.sessions.live(token_hash(before), now) if before else None
        if known is not None:
            await uow.sessions.end(known[0].id, now)
        uow.sessions.add(
            StaffSession(
                token_hash=token_hash(token),
                staff_id=staff_id,
                csrf=secrets.token_urlsafe(24),
                created_at=now,
                expires_at=now + timedelta(hours=desk.settings.config.web.session_hours),
                last_seen_at=now,
                browser=browser_family(request.headers.get("User-Agent", "")),
                started_with=started_with,
            )
        )
    return token


async def find(desk: Desk, request: web.Request) -> Session | None:
    """The session of this request's cookie, if it lives and its person may still sign in."""
    found = await _read(desk, request)
    if found is None:
        return None
    session, kept = found
    now = desk.clock.now()
    if _is_by_hand(request) and now - (kept.last_seen_at or kept.created_at) >= SIGHT_EVERY:
        async with desk.db.begin() as uow:
            await uow.sessions.saw(kept.id, now)
    return session


async def is_as_before(desk: Desk, request: web.Request, before: Session) -> bool:
    """Whether the session that this request came with lives on, with the same rights.

    To look keeps nobody signed in: it is no sight of a person.
    """
    found = await _read(desk, request)
    return found is not None and _rights(found[0]) == _rights(before)


def _rights(session: Session) -> tuple[str, str, frozenset[str]]:
    return session.id, session.role, frozenset(session.practice_ids)


async def _read(desk: Desk, request: web.Request) -> tuple[Session, StaffSession] | None:
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    now = desk.clock.now()
    async with desk.db.read() as uow:
        found = await uow.sessions.live(token_hash(token), now, seen_since=oldest_sight(desk, now))
        if found is None:
            return None
        kept, staff = found
        practices = await uow.staff.practices_of(staff.id)
        session = Session(
            id=kept.id,
            staff_id=staff.id,
            name=staff.name,
            role=staff.role,
            csrf=kept.csrf,
            practices=tuple(
                PracticeName(
                    id=one.id,
                    code=one.code,
                    name=one.name,
                    timezone=one.timezone,
                    is_full=one.settings.closed_when_full,
                    is_closed=not one.settings.intake_open,
                )
                for one in practices
            ),
            owes_second_factor=await _owes_second_factor(desk, uow, kept),
        )
    return session, kept


def oldest_sight(desk: Desk, now: datetime) -> datetime:
    """A session that was last seen before this has ended by itself."""
    return now - timedelta(minutes=desk.settings.config.web.idle_minutes)


async def _owes_second_factor(desk: Desk, uow: UnitOfWork, kept: StaffSession) -> bool:
    """Single sign-on has second steps of its own; ours is for who came by password."""
    is_required = desk.settings.config.web.second_factor == "required"
    if not is_required or kept.started_with == "single_sign_on":
        return False
    return not await uow.second_factors.is_on(kept.staff_id)


def _is_by_hand(request: web.Request) -> bool:
    """Whether a person sent this: a page that keeps itself up to date shows nobody's presence."""
    if request.path.endswith("/looking"):
        return False  # said by an open page every half minute
    return (
        request.method == "POST" or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
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
