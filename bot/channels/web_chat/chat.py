"""The web chat's pages and forms: the same turns and lanes as a text message."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Any, Final

import jinja2
from aiohttp import web

from bot.channels.web_chat.chat_view import chosen
from bot.channels.web_chat.limits import Limits
from bot.channels.web_chat.read_chat import Chat, WhoseConversations, read_chat
from bot.channels.web_chat.session import (
    contact_for,
    contact_of,
    forget,
    new_token,
    remember,
)
from bot.clock import Clock
from bot.inbound import InboundMessage, Turns
from bot.live import Live
from bot.metrics import REFUSED
from bot.unavailable import RETRY_AFTER_SECONDS, or_away
from bot.web.crisis_lines import CrisisLine
from bot.web.once import id_of
from bot.web.pages import page, part, stays
from bot.web.reading import read_fields, written
from bot.web.security import is_own_page
from bot.web.stream import tell_of_changes
from storage.database import Database
from storage.errors import UNREACHABLE, DatabaseBusy, said_of

TOO_FAST: Final = "Please wait a minute before you send more. In danger? Call 999."
CRISIS: Final = "In danger? Call 999. To talk: NHS 24 on 111, Samaritans 116 123."
NOT_KEPT: Final = (
    f"We could not keep what you wrote, and nobody has read it. Please send it again. {CRISIS}"
)
TOO_LONG: Final = f"That is too long for one message. Please send it in shorter parts. {CRISIS}"
NOTHING_SAID: Final = (
    "That message had no words in it. Please write your answer and send it. In danger? Call 999."
)
NO_COOKIE: Final = (
    "Your browser keeps no cookie, so our answers cannot be shown here. "
    "A person reads what you wrote."
)
SENT: Final = "sent"
"""In the address after a first message: the page that it asks for comes with the cookie, or not."""
NOT_OURS: Final = "Please send this from the chat page."

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebChat:
    """`leave_to` is the neutral site of the quick exit."""

    db: Database
    turns: Turns
    clock: Clock
    live: Live
    limits: Limits
    templates: jinja2.Environment
    crisis_lines: tuple[CrisisLine, ...]
    public_url: str
    leave_to: str

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page; a browser's first visit gets its session."""
        contact = contact_of(request)
        token = new_token()
        chat = await self._read(request, contact or contact_for(token))
        is_lost = contact is None and SENT in request.query
        response = self._page(chat, trouble=_no_cookie(chat.phone_to_give) if is_lost else "")
        if contact is None:
            remember(response, token, chat.practice_code, secure=self.is_https)
        return response

    async def view(self, request: web.Request) -> web.StreamResponse:
        """The live part of the page."""
        chat = await self._read(request, contact_of(request))
        return part(request, self.templates, "web_chat/view.html", self._context(chat, ""))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """A stream that says when to look again, for this chat and no other."""
        contact = contact_of(request)
        chat = await self._read(request, contact)
        is_mine = WhoseConversations(self.db, chat.practice_id, contact or "").is_theirs
        async with self.live.listen(chat.practice_id) as changes:
            return await tell_of_changes(request, changes, or_away(is_mine))

    async def send(self, request: web.Request) -> web.StreamResponse:
        """One message, typed or tapped; answered when it is durable."""
        if not is_own_page(request, self.public_url):
            raise web.HTTPForbidden(text=NOT_OURS)
        contact = contact_of(request)
        token = None if contact else new_token()
        contact = contact or contact_for(token or "")
        chat = await self._read(request, contact)
        try:
            form = await read_fields(request)
        except web.HTTPRequestEntityTooLarge:
            return self._trouble(request, chat, "", TOO_LONG, status=413)
        text, payload = _said(form, chat)
        if not text:
            return self._trouble(request, chat, text, NOTHING_SAID, status=422)
        wait = await self.limits.wait(contact, request.remote or "", chat.is_new, text)
        if wait:
            REFUSED.labels("chat").inc()
            return self._trouble(request, chat, text, TOO_FAST, status=429, retry_after=wait)
        try:
            await self._receive(chat, contact, text, payload, str(form.get("id", "")))
        except (DatabaseBusy, *UNREACHABLE) as error:
            logger.error("nothing was kept of a web chat: %s", said_of(error))
            again = RETRY_AFTER_SECONDS
            return self._trouble(request, chat, text, NOT_KEPT, status=503, retry_after=again)
        if token is None:
            return web.Response(status=204) if stays(request) else _to(f"{chat.path}#write")
        # Its next request shows whether it keeps what it is given now.
        response = _to(f"{chat.path}?{SENT}=1")
        if stays(request):
            response.set_status(204)
        remember(response, token, chat.practice_code, secure=self.is_https)
        return response

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Forget the session and go somewhere harmless."""
        response = _to(self.leave_to)
        forget(response, request.match_info["practice"], secure=self.is_https)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    async def _read(self, request: web.Request, contact: str | None) -> Chat:
        code = request.match_info["practice"]
        async with self.db.read() as uow:
            chat = await read_chat(uow, code, contact, now=self.clock.now())
        if chat is None:
            raise UnknownPractice
        return chat

    async def _receive(
        self, chat: Chat, contact: str, text: str, payload: str | None, nonce: str
    ) -> None:
        await self.turns.receive(
            InboundMessage(
                channel="web",
                contact=contact,
                provider="web",
                provider_id=id_of(nonce, contact, text, payload),
                practice_id=chat.practice_id,
                text=text,
                at=self.clock.now(),
                button_payload=payload,
            )
        )

    def _trouble(
        self,
        request: web.Request,
        chat: Chat,
        text: str,
        says: str,
        *,
        status: int,
        retry_after: int | None = None,
    ) -> web.Response:
        """Their words go back to them, beside the crisis lines: nobody else has read them."""
        if stays(request):
            response = web.Response(status=status, text=says)
        else:
            response = self._page(chat, trouble=says, draft=text, status=status)
        if retry_after is not None:
            response.headers["Retry-After"] = str(retry_after)
        return response

    def _page(
        self, chat: Chat, *, trouble: str = "", draft: str = "", status: int = 200
    ) -> web.Response:
        context = self._context(chat, secrets.token_hex(16)) | {"trouble": trouble, "draft": draft}
        return page(self.templates, "web_chat/chat.html", context, status=status)

    def _context(self, chat: Chat, nonce: str) -> dict[str, Any]:
        return {
            "path": chat.path,
            "practice_name": chat.practice_name,
            "role_title": chat.role_title,
            "who_for": chat.who_for,
            "phone_to_give": chat.phone_to_give,
            "timezone": chat.timezone,
            "view": chat.view,
            "crisis_lines": self.crisis_lines,
            "nonce": nonce,
        }


class UnknownPractice(Exception):
    """No practice has the code in the address."""


def _said(form: Any, chat: Chat) -> tuple[str, str | None]:
    """What was written, and the payload if it was tapped and this chat did offer it."""
    tapped = chosen(chat.messages, str(form.get("answer", "")))
    if tapped is not None:
        return tapped
    return written(form.get("text", "")), None


def _no_cookie(phone: str) -> str:
    """For whoever wrote and can be shown no answer; `phone` is the practice's, or ""."""
    ring = f" To reach us, ring {phone}." if phone else ""
    return f"{NO_COOKIE}{ring} {CRISIS}"


def _to(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})
