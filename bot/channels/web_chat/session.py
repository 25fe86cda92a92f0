"""The one thing a browser keeps of a chat: a random cookie that ends with the session."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

from aiohttp import web

# One neutral name for every practice; the path keeps practices apart.
COOKIE: Final = "blether_session"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def contact_of(request: web.Request) -> str | None:
    """The contact that this browser writes as, "web:…"; None before its first message.

    It is a digest of the cookie: what is stored opens nobody's chat.
    """
    token = request.cookies.get(COOKIE, "")
    if not _TOKEN.fullmatch(token):
        return None
    return contact_for(token)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def contact_for(token: str) -> str:
    """The contact that a cookie with this token writes as."""
    return f"web:{hashlib.sha256(token.encode()).hexdigest()[:32]}"


def remember(response: web.StreamResponse, token: str, practice_code: str, *, secure: bool) -> None:
    """Keep the token until the browser closes, readable by no script, sent by no foreign form.

    Lax, not strict: who follows the practice's link a second time keeps their chat.
    """
    response.set_cookie(
        COOKIE,
        token,
        path=f"/chat/{practice_code}",
        httponly=True,
        secure=secure,
        samesite="Lax",
    )


def forget(response: web.StreamResponse, practice_code: str, *, secure: bool) -> None:
    """Take the cookie away."""
    response.del_cookie(
        COOKIE,
        path=f"/chat/{practice_code}",
        httponly=True,
        secure=secure,
        samesite="Lax",
    )
