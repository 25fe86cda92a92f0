"""One request of somebody signed in: what a view is given, and how it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from actions.accounts.account_work import AccountWork
from actions.accounts.staff_rights import Boss
from actions.basis.work import Work
from bot.staff import flash
from bot.staff.desk import Desk
from bot.staff.session import Session
from bot.web.pages import page
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`form` holds the fields of a POST, already checked against forgery; empty for a GET."""

    request: web.Request
    desk: Desk
    session: Session
    form: Mapping[str, str]

    @property
    def now(self) -> datetime:
        return self.desk.clock.now()

    def field(self, name: str) -> str:
        """A field of the form without surrounding space; "" when it is absent."""
        return self.form.get(name, "").strip()

    @property
    def referral_id(self) -> str:
        return self.request.match_info["referral"]

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        async with self.desk.db.read() as uow:
            yield uow

    @asynccontextmanager
    async def working(self, practice_id: str) -> AsyncIterator[Work]:
        """One transaction in this person's name; delivery is woken after it has committed."""
        async with self.desk.db.begin() as uow:
            practice = await uow.practices.get(practice_id)
            if practice is None or practice_id not in self.session.practice_ids:
                raise web.HTTPNotFound
            yield Work(uow=uow, now=self.now, practice=practice, actor=self.session.actor)
        self.desk.wake()

    async def tell_of(self, referral_id: str | None) -> None:
        """Open pages hear that something of this referral has changed; call it after the work."""
        async with self.reading() as uow:
            referral = await uow.referrals.get(referral_id) if referral_id else None
        if referral is not None:
            self.desk.live.publish(referral.practice_id, referral.conversation_id)

    @asynccontextmanager
    async def accounting(self) -> AsyncIterator[AccountWork]:
        """One transaction on accounts of staff, in this person's name."""
        async with self.desk.db.begin() as uow:
            yield AccountWork(uow=uow, now=self.now, actor=self.session.actor)

    @property
    def boss(self) -> Boss:
        """This person, as the one who looks after others' accounts."""
        return Boss(
            staff_id=self.session.staff_id,
            role=self.session.role,
            practice_ids=self.session.practice_ids,
        )

    def page(self, template: str, context: Mapping[str, Any], *, status: int = 200) -> web.Response:
        """A page of the staff app; a waiting flash message is shown on it once."""
        message = flash.waiting(self.request)
        response = page(
            self.desk.templates,
            template,
            {"session": self.session, "now": self.now, "flash": message, **context},
            status=status,
        )
        if message:
            flash.clear(response, self.desk)
        return response

    def back_to(self, path: str, message: str = "") -> web.Response:
        """Post/Redirect/Get: answer a form by sending the browser to a page."""
        response = web.Response(status=303, headers={"Location": path})
        if message:
            flash.leave(response, self.desk, message)
        return response
