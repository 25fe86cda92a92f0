"""Pages of somebody who is not signed in: their forms, and the cookie that shows they are ours."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from bot.staff import flash
from bot.staff.desk import Desk
from bot.web.pages import page
from bot.web.reading import read_fields
from bot.web.security import is_own_page

FORM_COOKIE: Final = "blether_sign_in"
START: Final = "/staff/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """`desk`, before anybody is known."""

    desk: Desk

    def page(
        self, request: web.Request, template: str, context: Mapping[str, Any], *, status: int = 200
    ) -> web.Response:
        """A page whose forms carry `csrf`; a waiting flash message is shown on it once."""
        nonce = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)
        given = {
            "csrf": self.desk.keyring.sign(f"sign-in:{nonce}"),
            "flash": flash.waiting(request),
            **context,
        }
        response = page(self.desk.templates, template, given, status=status)
        response.set_cookie(
            FORM_COOKIE,
            nonce,
            path="/staff",
            httponly=True,
            samesite="Lax",
            secure=self.desk.is_https,
        )
        flash.clear(response, self.desk)
        return response

    async def form(self, request: web.Request) -> dict[str, str] | None:
        """The fields of a form, or None when it was not made by us for this browser."""
        fields = {
            name: value
            for name, value in (await read_fields(request)).items()
            if isinstance(value, str)
        }
        nonce = request.cookies.get(FORM_COOKIE, "")
        is_signed = self.desk.keyring.is_signed(f"sign-in:{nonce}", fields.pop("csrf", ""))
        is_ours = nonce and is_signed and is_own_page(request, self.desk.settings.public_url)
        return fields if is_ours else None


def see(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})


def own_path(path: str) -> str:
    """`path` if it stays in the staff app, else its start: never send anyone elsewhere."""
    is_ours = path.startswith("/staff/") and "\\" not in path and "//" not in path
    return path if is_ours and path.isprintable() else START
