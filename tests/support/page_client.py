"""A browser without JavaScript that reads every page it fetches and complains of its faults."""

from __future__ import annotations

import re
import secrets
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import FormData
from aiohttp.test_utils import TestClient

from actions.basis.tokens import token_hash
from bot.staff.session import COOKIE
from storage.database import Database
from storage.models import Staff, StaffSession
from tests.support.pages import faults_of
from tests.support.refusals import faults_of_refusal

REFUSED = (409, 422)
"""How a page is answered that shows a form again."""


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes, and the fields as they stand."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""
        self._area = ""
        self._elsewhere: list[tuple[dict[str, str], Form | None]] = []

    def sent_elsewhere(self) -> list[Form]:
        """What buttons do that send a form, perhaps not the one around them, to another address."""
        by_id = {one.id: one for one in self.forms if one.id}
        made = []
        for button, around in self._elsewhere:
            whose = by_id[button["form"]] if "form" in button else around
            assert whose is not None, f"no form around the button to {button['formaction']}"
            own = {button["name"]: button.get("value", "")} if "name" in button else {}
            made.append(Form(button["formaction"], whose.method, {**whose.fields, **own}))
        return made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self._open.id = given.get("id", "")
            self.forms.append(self._open)
        if tag == "button" and ("form" in given or "formaction" in given):
            if "formaction" in given:
                self._elsewhere.append((given, self._open))
            return
        if self._open is None:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            is_box = given.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in given:
                self._open.fields[name] = given.get("value", "on" if is_box else "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if self._select not in self._open.fields or "selected" in given:
                self._open.fields[self._select] = given.get("value", "")
        elif tag == "textarea" and name:
            self._area = name
            self._open.fields[name] = ""
        elif tag == "button" and name:
            self._open.buttons.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


@lru_cache(maxsize=16)
def _forms_of(html: str) -> list[Form]:
    """Read once for looking at a page and for filling it in."""
    reader = _Forms()
    reader.feed(html)
    return [*reader.forms, *reader.sent_elsewhere()]


@dataclass(slots=True)
class Page:
    """A page as fetched; `status` and `path` are those of the end of the redirects."""

    status: int
    path: str
    html: str
    headers: Any

    @property
    def text(self) -> str:
        """What is read on the page, tags taken out and space made single."""
        without = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.html, flags=re.S)
        unescaped = without.replace("&#39;", "'").replace("&amp;", "&").replace("&#34;", '"')
        return re.sub(r"\s+", " ", unescaped).strip()

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.html, re.S)
        return found[1].strip() if found else ""

    def forms(self) -> list[Form]:
        return deepcopy(_forms_of(self.html))

    def form(self, action: str) -> Form:
        """The form that is sent to an address ending so."""
        found = [one for one in self.forms() if one.action.endswith(action)]
        assert found, f"no form to {action} on {self.path}"
        return found[0]


@dataclass(slots=True)
class PageClient:
    """`private` are words of patients that no address and no title may hold."""

    client: TestClient[Any, Any]
    private: tuple[str, ...] = ()

    async def get(self, path: str, *, status: int = 200) -> Page:
        return await self._fetch("GET", path, None, status)

    async def post(self, path: str, fields: dict[str, str], *, status: int = 200) -> Page:
        return await self._fetch("POST", path, fields, status)

    async def upload(
        self, path: str, fields: dict[str, str], name: str, body: bytes, *, status: int = 200
    ) -> Page:
        """Send a form with a file in its field "file"."""
        form = FormData({field: value for field, value in fields.items() if field != "file"})
        form.add_field("file", body, filename=name, content_type="text/csv")
        return await self._fetch("POST", path, form, status)

    async def submit(self, page: Page, action: str, *, status: int = 200, **changed: str) -> Page:
        """Fill in the form that goes to `action` and send it; None-like values are kept."""
        form = page.form(action)
        fields = {**form.fields, **changed}
        if form.method == "get":
            query = "&".join(f"{name}={value}" for name, value in fields.items())
            return await self.get(f"{form.action}?{query}", status=status)
        return await self.post(form.action, fields, status=status)

    async def sign_in(self, email: str, password: str) -> Page:
        page = await self.get("/staff/sign-in")
        return await self.submit(page, "/sign-in", email=email, password=password)

    async def walks_in(self, db: Database, staff: Staff, now: datetime) -> None:
        """Signed in with a session as the form keeps one, and without the work of the form.

        For tests that are about what comes behind it; those of signing in fill it in.
        """
        token = secrets.token_urlsafe(32)
        async with db.begin() as uow:
            uow.sessions.add(
                StaffSession(
                    token_hash=token_hash(token),
                    staff_id=staff.id,
                    csrf=secrets.token_urlsafe(24),
                    created_at=now,
                    expires_at=now + timedelta(hours=10),
                    last_seen_at=now,
                    browser="other",
                    started_with="password",
                )
            )
        # The jar takes the folder of this address for the cookie's path, which is /staff.
        page = self.client.make_url("/staff/x")
        self.client.session.cookie_jar.update_cookies({COOKIE: token}, page)

    async def _fetch(
        self, method: str, path: str, fields: dict[str, str] | FormData | None, status: int
    ) -> Page:
        async with self.client.request(method, path, data=fields) as answer:
            html = await answer.text()
            seen = [str(one.url) for one in (*answer.history, answer)]
            page = Page(answer.status, answer.url.path_qs, html, answer.headers)
        assert page.status == status, f"{method} {path}: {page.status}\n{page.text[:400]}"
        self._inspect(page, seen)
        return page

    def _inspect(self, page: Page, addresses: list[str]) -> None:
        if "text/html" not in page.headers.get("Content-Type", ""):
            return
        assert faults_of(page.html) == [], page.path
        if page.status in REFUSED:
            assert faults_of_refusal(page.html) == [], page.path
        assert page.headers["Cache-Control"] == "no-store", page.path
        assert page.headers.get("Content-Security-Policy"), page.path
        for form in page.forms():
            if form.method == "post":
                assert form.fields.get("csrf"), f"{form.action} has no CSRF token"
        for words in self.private:
            assert words not in page.title, "a patient's words are in the title"
            for address in addresses:
                query = " ".join(value for _, value in parse_qsl(urlsplit(address).query))
                assert words not in f"{address} {query}", "a patient's words are in an address"
