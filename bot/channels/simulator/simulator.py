"""The simulator's pages and forms. It is the same engine: only the carrier is pretend."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import jinja2
from aiohttp import web

from actions.basis.errors import ActionError
from bot.channels.simulator.hand import act
from bot.channels.simulator.phone_book import NoPhoneLeft, PhoneBook
from bot.channels.simulator.read_phone import Phone, next_due, read_phone
from bot.channels.time_travel import TimeTravel
from bot.clock import Clock
from bot.inbound import InboundMessage, Turns
from bot.live import Live
from bot.unavailable import or_away
from bot.web.once import id_of
from bot.web.pages import page, part, stays
from bot.web.reading import read_fields, written
from bot.web.security import is_own_page
from bot.web.stream import tell_of_changes
from storage.database import Database
from storage.models import Practice
from storage.unit_of_work import UnitOfWork

COOKIE: Final = "blether_phone"
MOST_LETTERS: Final = 1600
"""Of one text, as a carrier takes them."""
TOO_LONG: Final = (
    "That is too long for one text. Please send it in shorter parts. In danger? Call 999."
)
NOTHING_SAID: Final = "That text had no words in it. Please write one and send it."
STEPS: Final = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "three_days": timedelta(days=3),
}
EXAMPLES: Final = (
    "cannae pay ma leccy and the landlord wants me oot",
    "awfy lonely since my wife died",
    "nae food in the hoose til friday",
    "can I speak to a person",
    "STOP",
    "START",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator:
    """`sweep_now` does every timer that is due and delivers every text that is due."""

    db: Database
    turns: Turns
    clock: Clock
    live: Live
    sweep_now: Callable[[], Awaitable[None]]
    phones: PhoneBook
    templates: jinja2.Environment
    practice_code: str
    public_url: str

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page; a browser without a phone is given one."""
        number = self._number(request)
        if number is not None:
            return self._page(await self._read(number))
        async with self.db.read() as uow:
            practice = await self._practice(uow)
            number, cookie = await self._new_phone(uow, practice)
            phone = await read_phone(uow, practice, number, self.clock.now())
        response = self._page(phone)
        self._remember(response, cookie)
        return response

    async def view(self, request: web.Request) -> web.StreamResponse:
        """The live parts of the page."""
        phone = await self._read(self._must_hold(request))
        return part(request, self.templates, "simulator/view.html", self._context(phone, ""))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """A stream that says when to look again, for this phone and no other."""
        number = self._must_hold(request)
        practice_id = (await self._read(number)).practice_id

        async def is_mine(conversation_id: str) -> bool:
            return (await self._read(number)).conversation_id == conversation_id

        async with self.live.listen(practice_id) as changes:
            return await tell_of_changes(request, changes, or_away(is_mine))

    async def send(self, request: web.Request) -> web.StreamResponse:
        """One text from the phone, its replies delivered before the answer."""
        form = await self._form(request)
        number = self._must_hold(request)
        text = written(form.get("text", ""))
        if not text:
            return await self._refuse(request, number, NOTHING_SAID, status=422)
        if len(text) > MOST_LETTERS:
            return await self._refuse(request, number, TOO_LONG, status=413, draft=text)
        await self._receive(number, text, str(form.get("id", "")))
        return _back(request)

    async def move_clock(self, request: web.Request) -> web.StreamResponse:
        """Put this phone's clock forward, doing on the way all that falls due."""
        form = await self._form(request)
        phone = await self._read(self._must_hold(request))
        by = str(form.get("by", ""))
        if phone.patient_id is not None:
            travel = self._travel(phone.patient_id)
            if by == "next":
                await travel.to_next()
            elif by in STEPS:
                await travel.forward(STEPS[by])
        return _back(request)

    async def act_as_staff(self, request: web.Request) -> web.StreamResponse:
        """Take over, reply or hand back, as the link worker."""
        form = await self._form(request)
        number = self._must_hold(request)
        phone = await self._read(number)
        if phone.referral_id is None:
            return await self._refuse(request, number, "Send a text from the phone first.")
        try:
            async with self.db.begin() as uow:
                await act(
                    uow,
                    await self._practice(uow),
                    phone.referral_id,
                    self.clock.now(),
                    str(form.get("do", "")),
                    str(form.get("text", "")),
                )
        except ActionError as error:
            return await self._refuse(request, number, str(error))
        await self.sweep_now()
        return _back(request)

    async def change_phone(self, request: web.Request) -> web.StreamResponse:
        """Put this phone away and take another."""
        await self._form(request)
        async with self.db.read() as uow:
            _, cookie = await self._new_phone(uow, await self._practice(uow))
        response = _back(request)
        self._remember(response, cookie)
        return response

    def _number(self, request: web.Request) -> str | None:
        return self.phones.number_of(request.cookies.get(COOKIE, ""))

    def _must_hold(self, request: web.Request) -> str:
        number = self._number(request)
        if number is None:
            raise web.HTTPSeeOther("/try")
        return number

    async def _form(self, request: web.Request) -> Any:
        if not is_own_page(request, self.public_url):
            raise web.HTTPForbidden(text="Please send this from the page at /try.")
        return await read_fields(request)

    async def _practice(self, uow: UnitOfWork) -> Practice:
        practice = await uow.practices.by_code(self.practice_code)
        if practice is None:
            raise web.HTTPNotFound
        return practice

    async def _new_phone(self, uow: UnitOfWork, practice: Practice) -> tuple[str, str]:
        try:
            return await self.phones.give(uow, practice.id)
        except NoPhoneLeft:
            raise web.HTTPServiceUnavailable(
                text="All of the pretend phones are taken. Please try again in an hour."
            ) from None

    def _remember(self, response: web.StreamResponse, cookie: str) -> None:
        is_https = self.public_url.startswith("https://")
        response.set_cookie(
            COOKIE, cookie, path="/try", httponly=True, secure=is_https, samesite="Lax"
        )

    async def _read(self, number: str) -> Phone:
        async with self.db.read() as uow:
            return await read_phone(uow, await self._practice(uow), number, self.clock.now())

    async def _receive(self, number: str, text: str, nonce: str) -> None:
        async with self.db.read() as uow:
            practice = await self._practice(uow)
        await self.turns.receive(
            InboundMessage(
                channel="simulator",
                contact=number,
                provider="simulator",
                provider_id=id_of(nonce, number, text),
                practice_id=practice.id,
                text=text,
                at=self.clock.now(),
            )
        )
        await self.sweep_now()

    def _travel(self, patient_id: str) -> TimeTravel:
        async def now() -> datetime:
            return self.clock.now()

        async def move(by: timedelta) -> None:
            async with self.db.begin() as uow:
                await uow.patients.lock(patient_id)
                await uow.patients.shift_clock(patient_id, by)

        async def due() -> datetime | None:
            async with self.db.read() as uow:
                return await next_due(uow, patient_id, self.clock.now())

        return TimeTravel(now=now, move=move, next_due=due, sweep_now=self.sweep_now)

    async def _refuse(
        self, request: web.Request, number: str, why: str, *, status: int = 409, draft: str = ""
    ) -> web.Response:
        if stays(request):
            return web.Response(status=status, text=why)
        return self._page(await self._read(number), trouble=why, draft=draft, status=status)

    def _page(
        self, phone: Phone, *, trouble: str = "", draft: str = "", status: int = 200
    ) -> web.Response:
        context = self._context(phone, secrets.token_hex(16)) | {
            "trouble": trouble,
            "draft": draft,
            "most_letters": MOST_LETTERS,
            "practice_code": self.practice_code,
            "examples": EXAMPLES,
        }
        return page(self.templates, "simulator/try.html", context, status=status)

    def _context(self, phone: Phone, nonce: str) -> dict[str, Any]:
        return {"phone": phone.view, "worker": phone.worker, "nonce": nonce}


def _back(request: web.Request) -> web.Response:
    if stays(request):
        return web.Response(status=204)
    return web.Response(status=303, headers={"Location": "/try", "Cache-Control": "no-store"})
