"""A link that somebody was given: they choose a password, and the link is spent."""

from __future__ import annotations

from aiohttp import web

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_links import person_of_link, use_link
from bot.staff import flash
from bot.staff.desk import Desk
from bot.staff.front import Front, see
from bot.staff.passwords import MINIMUM_LENGTH, hash_in_thread, problem_of
from storage.models import Staff, StaffLink


class Join:
    """A link that is spent, expired, withdrawn or invented is told the same."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._front = Front(desk=desk)

    async def show(self, request: web.Request) -> web.Response:
        found = await self._whose(request)
        return self._page(request, *found) if found else self._spent(request)

    async def submit(self, request: web.Request) -> web.Response:
        fields = await self._front.form(request)
        found = await self._whose(request)
        if found is None:
            return self._spent(request)
        if fields is None:
            return self._page(request, *found, problem="expired")
        password = fields.get("password", "")
        problem = problem_of(password, fields.get("again", ""), email=found[1].email)
        if problem:
            return self._page(request, *found, problem=problem)
        password_hash = await hash_in_thread(password)
        async with self._desk.db.begin() as uow:
            work = AccountWork(uow=uow, now=self._desk.clock.now(), actor="system")
            person = await use_link(work, request.match_info["token"], password_hash)
        if person is None:
            return self._spent(request)
        response = see("/staff/sign-in")
        flash.leave(response, self._desk, "password_chosen")
        return response

    async def _whose(self, request: web.Request) -> tuple[StaffLink, Staff] | None:
        async with self._desk.db.read() as uow:
            return await person_of_link(uow, request.match_info["token"], self._desk.clock.now())

    def _page(
        self, request: web.Request, link: StaffLink, person: Staff, *, problem: str = ""
    ) -> web.Response:
        return self._front.page(
            request,
            "staff/join.html",
            {
                "is_invitation": link.purpose == "invitation",
                "name": person.name,
                "email": person.email,
                "action": request.path,
                "problem": problem,
                "minimum": MINIMUM_LENGTH,
            },
            status=422 if problem else 200,
        )

    def _spent(self, request: web.Request) -> web.Response:
        return self._front.page(request, "staff/link_spent.html", {}, status=404)
