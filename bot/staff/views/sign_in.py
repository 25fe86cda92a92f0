"""Signing in and out by password. Five wrong tries in a quarter of an hour lock an address."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from actions.accounts.sign_in_tries import LOCK, forget_failures
from bot.staff import half_way, session
from bot.staff.desk import Desk
from bot.staff.front import FORM_COOKIE, START, Front, own_path, see
from bot.staff.password_tries import begin_try
from bot.staff.passwords import is_right
from bot.staff.visit import Visit
from storage.models import Audit, Staff
from storage.models.staff_session import StartedWith
from storage.unit_of_work import UnitOfWork

STATUSES = {"": 200, "locked": 429, "sso_down": 503}
"""Of the sign-in page by what went wrong; 422 for everything else."""


class SignIn:
    """The page at which everybody begins."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._front = Front(desk=desk)

    async def show(self, request: web.Request) -> web.Response:
        if await session.find(self._desk, request) is not None:
            return see(own_path(request.query.get("next", START)))
        return self.page(request, next_path=request.query.get("next", START))

    async def submit(self, request: web.Request) -> web.Response:
        fields = await self._front.form(request)
        if fields is None:
            return self.page(request, problem="expired")
        email = fields.get("email", "").strip().lower()
        next_path = own_path(fields.get("next", START))
        tried = await begin_try(self._desk, email)
        if tried is None:
            return self.page(request, email=email, next_path=next_path, problem="locked")
        staff, owes_code = await self._person(email, fields.get("password", ""), tried)
        if staff is None:
            return self.page(request, email=email, next_path=next_path, problem="wrong")
        if owes_code:
            response = see(code_page(next_path))
            half_way.leave(response, self._desk, staff)
            return response
        return await let_in(self._desk, request, staff, "password", next_path)

    def page(
        self, request: web.Request, *, email: str = "", next_path: str = START, problem: str = ""
    ) -> web.Response:
        """The sign-in page, with what went wrong."""
        provider = self._desk.settings.config.single_sign_on
        response = self._front.page(
            request,
            "staff/sign_in.html",
            {
                "email": email,
                "next": own_path(next_path),
                "problem": problem,
                "lock_minutes": int(LOCK.total_seconds() // 60),
                "single_sign_on": provider.button if provider.issuer else "",
                "is_demo": self._desk.settings.is_demo,
            },
            status=STATUSES.get(problem, 422),
        )
        if problem == "locked":
            response.headers["Retry-After"] = str(int(LOCK.total_seconds()))
        return response

    async def _person(self, email: str, password: str, tried: str) -> tuple[Staff | None, bool]:
        """Who this is, or None, and whether they still owe a code; what ends here is kept."""
        async with self._desk.db.read() as uow:
            staff = await uow.staff.by_email(email)
        known = staff if staff is not None and staff.is_active else None
        # No transaction is open while the password is worked out: that is slow on purpose.
        good = await is_right(password, known.password_hash if known else None)
        if known is None or not good:
            return None, False
        async with self._desk.db.begin() as uow:
            await uow.sessions.forget_failure(tried)
            if await uow.second_factors.is_on(known.id):
                return known, True
            note_sign_in(uow, self._desk, known, {})
            await forget_failures(uow, email)
        return known, False


def code_page(next_path: str) -> str:
    """Where a code is asked for."""
    return f"/staff/sign-in/code?next={quote(next_path, safe='')}"


def note_sign_in(uow: UnitOfWork, desk: Desk, staff: Staff, detail: dict[str, str]) -> None:
    uow.audit.add(
        Audit(
            at=desk.clock.now(),
            actor=f"staff:{staff.id}",
            action="signed_in",
            subject_type="staff",
            subject_id=staff.id,
            detail=detail,
        )
    )


async def let_in(
    desk: Desk, request: web.Request, staff: Staff, started_with: StartedWith, next_path: str
) -> web.Response:
    """Begin a session and go on to the page that was wanted."""
    response = see(next_path)
    token = await session.start(desk, request, staff.id, started_with)
    session.set_cookie(response, desk, token)
    response.del_cookie(FORM_COOKIE, path="/staff")
    half_way.clear(response, desk)
    return response


async def sign_out(visit: Visit) -> web.Response:
    await session.end(visit.desk, visit.session.id, visit.now)
    response = visit.back_to("/staff/sign-in", "signed_out")
    session.clear_cookie(response, visit.desk)
    return response
