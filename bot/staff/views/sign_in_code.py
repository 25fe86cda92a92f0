"""The second step of signing in: a code from the app, or a recovery code."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from actions.accounts.account_work import AccountWork
from actions.accounts.second_factor import accept_code
from actions.accounts.sign_in_tries import count_failure, forget_failures, is_locked
from bot.staff import flash, half_way
from bot.staff.desk import Desk
from bot.staff.front import START, Front, own_path, see
from bot.staff.views.sign_in import SignIn, let_in, note_sign_in
from storage.models import Staff


class SignInCode:
    """For somebody who has just given their password in this browser."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._front = Front(desk=desk)
        self._sign_in = SignIn(desk)

    async def show(self, request: web.Request) -> web.Response:
        if await half_way.find(self._desk, request) is None:
            return see("/staff/sign-in")
        return self._page(request, next_path=own_path(request.query.get("next", START)))

    async def submit(self, request: web.Request) -> web.Response:
        fields = await self._front.form(request)
        staff = await half_way.find(self._desk, request)
        if fields is None or staff is None:
            return self._sign_in.page(request, problem="expired")
        next_path = own_path(fields.get("next", START))
        passed = await self._try(staff, fields.get("code", ""))
        if passed == "locked":
            response = self._sign_in.page(request, email=staff.email, problem="locked")
            half_way.clear(response, self._desk)
            return response
        if passed == "cleared":
            response = see(f"/staff/sign-in?next={quote(next_path, safe='')}")
            half_way.clear(response, self._desk)
            flash.leave(response, self._desk, "code_not_needed")
            return response
        if not passed:
            return self._page(request, next_path=next_path, problem="wrong")
        where = "/staff/account/second-step" if passed == "recovery" else next_path
        return await let_in(self._desk, request, staff, "password", where)

    async def _try(self, staff: Staff, code: str) -> str:
        """How the code passed, "" if it did not; "locked" or "cleared", by an administrator
        meanwhile, if it was not looked at."""
        now = self._desk.clock.now()
        async with self._desk.db.begin() as uow:
            # Holding the factor first, tries at the same moment wait for each other's count.
            factor = await uow.second_factors.held(staff.id)
            if await is_locked(uow, staff.email, now):
                return "locked"
            if factor is None or factor.confirmed_at is None:
                return "cleared"
            work = AccountWork(uow=uow, now=now, actor=f"staff:{staff.id}")
            passed = await accept_code(work, staff.id, code)
            if not passed:
                count_failure(uow, staff.email, now)
                return ""
            note_sign_in(uow, self._desk, staff, {"code": passed})
            await forget_failures(uow, staff.email)
            return passed

    def _page(self, request: web.Request, *, next_path: str, problem: str = "") -> web.Response:
        return self._front.page(
            request,
            "staff/sign_in_code.html",
            {"next": next_path, "problem": problem},
            status=422 if problem else 200,
        )
