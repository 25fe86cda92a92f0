"""From a row of the staff app's table to an aiohttp handler: session, role, forgery, then work."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler as HttpHandler

from actions.basis.errors import NotFound
from bot.staff.desk import Desk
from bot.staff.session import Session, find
from bot.staff.unsent import refuse_stale, send_to_sign_in
from bot.staff.visit import Visit
from bot.web.reading import read_fields
from bot.web.security import is_own_page
from storage.models.staff import WHO_SEES_PEOPLE

SECOND_STEP = "/staff/account/second-step"

View: TypeAlias = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`path` is below /staff. A POST is only let in with the session's own CSRF token.

    `is_first_step` lets in whoever still has to set up their second factor. `too_big`, of a page
    that takes files, says so of one that is larger than anything we read. A page that `is_stream`
    has no end, so nobody is told by HEAD how it would begin.
    """

    method: str
    path: str
    view: View
    roles: frozenset[str] = WHO_SEES_PEOPLE
    is_first_step: bool = False
    too_big: View | None = None
    is_stream: bool = False

    @property
    def takes_files(self) -> bool:
        """Whether its form may hold a file."""
        return self.too_big is not None


def handler_of(route: Route, desk: Desk) -> HttpHandler:
    """The aiohttp handler of `route`; whoever is not signed in is sent to the sign-in page."""

    async def handle(request: web.Request) -> web.StreamResponse:
        session = await find(desk, request)
        if session is None:
            return await send_to_sign_in(desk, request)
        if session.owes_second_factor and not route.is_first_step:
            return web.Response(status=303, headers={"Location": SECOND_STEP})
        if session.role not in route.roles:
            raise web.HTTPForbidden
        try:
            form = await _form(route, request, desk, session)
        except _StaleForm as stale:
            return refuse_stale(desk, request, stale.fields)
        except web.HTTPRequestEntityTooLarge:
            if route.too_big is None:
                raise
            return await route.too_big(Visit(request=request, desk=desk, session=session, form={}))
        visit = Visit(request=request, desk=desk, session=session, form=form)
        try:
            return await route.view(visit)
        except NotFound:
            raise web.HTTPNotFound from None

    return handle


async def _form(route: Route, request: web.Request, desk: Desk, session: Session) -> dict[str, str]:
    """The fields of a form; raises HTTPForbidden when it was not made by us, and _StaleForm when
    it was made for another session."""
    if request.method != "POST":
        return {}
    given_fields = await read_fields(request, takes_files=route.takes_files)
    fields = {name: value for name, value in given_fields.items() if isinstance(value, str)}
    given = fields.pop("csrf", "").encode()
    if not is_own_page(request, desk.settings.public_url):
        raise web.HTTPForbidden
    if not hmac.compare_digest(given, session.csrf.encode()):
        raise _StaleForm(fields)
    return fields


class _StaleForm(Exception):
    """Its token is not this session's."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__()
        self.fields = fields
