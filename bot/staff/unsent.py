"""A form that came too late: the session was over, or its page was of an earlier one.

Nothing of it was done, and whoever pressed is told so. Whoever wrote a long text gets their words
back, to copy; never to anybody but the browser that sent them just now from a page of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.staff import flash
from bot.staff.desk import Desk
from bot.staff.front import START
from bot.web.pages import page
from bot.web.reading import read_fields
from bot.web.security import is_own_page

_SIGN_OUT: Final = "/staff/sign-out"
SECRETS: Final = frozenset({"csrf", "password", "current", "again", "code"})
"""Names of fields that are shown to nobody, not even to who typed them: a password may be three
words, and who comes to the desk after a session is over may be somebody else."""


async def send_to_sign_in(desk: Desk, request: web.Request) -> web.Response:
    """To the sign-in page, and back from there to the page that was wanted."""
    if request.method in {"GET", "HEAD"}:
        return _see(request.path_qs)
    back = _page_of(request)
    if not is_own_page(request, desk.settings.public_url):
        return _see(back)
    if not request.content_type.startswith("multipart/"):
        fields = await read_fields(request)
        words = _words({name: text for name, text in fields.items() if isinstance(text, str)})
        if words:
            return _unsent(desk, words, back, is_signed_out=True)
    response = _see(back)
    if _was_pressed(request):
        flash.leave(response, desk, "not_done")
    return response


def refuse_stale(desk: Desk, request: web.Request, fields: Mapping[str, str]) -> web.Response:
    """Of a form of ours with another session's token: somebody signed in anew meanwhile."""
    words = _words(fields)
    if not words:
        raise web.HTTPForbidden
    return _unsent(desk, words, _page_of(request), is_signed_out=False)


def _unsent(desk: Desk, words: list[str], back: str, *, is_signed_out: bool) -> web.Response:
    context = {
        "words": words,
        "back": back,
        "sign_in": _sign_in(back),
        "is_signed_out": is_signed_out,
        "flash": "",
    }
    return page(desk.templates, "staff/unsent.html", context, status=403)


def _words(fields: Mapping[str, str]) -> list[str]:
    """What somebody typed: two words or more, so that no choice or id is among it. What stood in a
    field before, and was not touched, is the patient's."""
    typed = (
        text.strip()
        for name, text in fields.items()
        if name not in SECRETS
        and not name.endswith("_before")
        and text != fields.get(f"{name}_before")
    )
    return [text for text in typed if len(text.split()) > 1]


def _page_of(request: web.Request) -> str:
    """Where the form was sent to: who asks for that is led to the page it stood on."""
    # Raw: what was escaped in the address stays escaped in the header.
    return START if request.path == _SIGN_OUT else request.rel_url.raw_path


def _was_pressed(request: web.Request) -> bool:
    """Whether somebody sent it who waits for something to be done: no page of ours by itself, nor
    who signs out and is so already."""
    is_by_hand = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return is_by_hand and request.path != _SIGN_OUT


def _sign_in(wanted: str) -> str:
    return f"/staff/sign-in?next={quote(wanted, safe='')}"


def _see(wanted: str) -> web.Response:
    return web.Response(status=303, headers={"Location": _sign_in(wanted)})
