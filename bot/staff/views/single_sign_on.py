"""Signing in by the organisation's own accounts. It lets in who has an account here, no others."""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import orjson
from aiohttp import web

from bot.staff.desk import Desk
from bot.staff.front import START, own_path, see
from bot.staff.open_id import Attempt, NotShown, Provider, ProviderDown, Shown
from bot.staff.views.sign_in import SignIn, let_in, note_sign_in
from storage.errors import SealBroken
from storage.models import Staff

PATH: Final = "/sign-in/work"
COOKIE: Final = "blether_single_sign_on"
LASTS: Final = timedelta(minutes=10)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    attempt: Attempt = field(repr=False)
    next_path: str


class SingleSignOn:
    """Begun and ended by one browser: what it must come back with lies sealed in its cookie."""

    def __init__(self, desk: Desk, provider: Provider) -> None:
        self._desk = desk
        self._provider = provider
        self._sign_in = SignIn(desk)

    async def begin(self, request: web.Request) -> web.Response:
        attempt = Attempt(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
        )
        next_path = own_path(request.query.get("next", START))
        try:
            address = await self._provider.address_for(attempt)
        except ProviderDown as reason:
            logger.warning("single sign-on: the provider cannot be reached: %s", reason)
            return self._sign_in.page(request, next_path=next_path, problem="sso_down")
        response = see(address)
        self._remember(response, attempt, next_path)
        return response

    async def end(self, request: web.Request) -> web.Response:
        """The browser is back. Whatever happens, this attempt is over."""
        begun = self._begun(request)
        problem, staff = await self._result(request, begun)
        if staff is None or begun is None:
            response = self._sign_in.page(request, problem=problem)
        else:
            response = await let_in(self._desk, request, staff, "single_sign_on", begun.next_path)
        response.del_cookie(
            COOKIE, path="/staff/sign-in", httponly=True, samesite="Lax", secure=self._desk.is_https
        )
        return response

    async def _result(self, request: web.Request, begun: _Begun | None) -> tuple[str, Staff | None]:
        """What to say, or who it is."""
        state = request.query.get("state", "").encode()
        if begun is None or not hmac.compare_digest(state, begun.attempt.state.encode()):
            return "sso_stale", None
        # RFC 9207: another provider's answer is not for us.
        if request.query.get("iss", self._provider.issuer) != self._provider.issuer:
            return "sso_refused", None
        if "code" not in request.query:
            return "sso_refused", None
        try:
            shown = await self._provider.who(begun.attempt, request.query["code"])
        except ProviderDown as reason:
            logger.warning("single sign-on: the provider cannot be reached: %s", reason)
            return "sso_down", None
        except NotShown as reason:
            logger.warning("single sign-on: refused: %s", reason)
            return "sso_refused", None
        return await self._person(shown)

    async def _person(self, shown: Shown) -> tuple[str, Staff | None]:
        if not shown.is_email_verified:
            return "sso_unverified", None
        async with self._desk.db.begin() as uow:
            staff = await uow.staff.by_email(shown.email)
            if staff is None or not staff.is_active:
                return "sso_unknown", None
            note_sign_in(uow, self._desk, staff, {"with": "single_sign_on"})
            return "", staff

    def _remember(self, response: web.Response, attempt: Attempt, next_path: str) -> None:
        until = (self._desk.clock.now() + LASTS).timestamp()
        kept = [attempt.state, attempt.nonce, attempt.verifier, next_path, until]
        sealed = self._desk.keyring.seal(orjson.dumps(kept).decode())
        response.set_cookie(
            COOKIE,
            base64.urlsafe_b64encode(sealed).decode(),
            path="/staff/sign-in",
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="Lax",  # it comes back with a visit from the provider's site
            secure=self._desk.is_https,
        )

    def _begun(self, request: web.Request) -> _Begun | None:
        """What this browser began, if it did and not too long ago."""
        try:
            sealed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, "").encode())
            kept = orjson.loads(self._desk.keyring.open(sealed))
            state, nonce, verifier, next_path, until = kept
        except (SealBroken, binascii.Error, ValueError):
            return None
        if self._desk.clock.now().timestamp() >= until:
            return None
        attempt = Attempt(state=state, nonce=nonce, verifier=verifier)
        return _Begun(attempt=attempt, next_path=next_path)


def provider_of(desk: Desk) -> Provider | None:
    """The provider that the settings name."""
    chosen, secret = desk.settings.config.single_sign_on, desk.settings.oidc_client_secret
    if not chosen.issuer or not secret:
        return None
    return Provider(
        issuer=chosen.issuer,
        client_id=chosen.client_id,
        client_secret=secret,
        redirect_uri=f"{desk.settings.public_url}/staff{PATH}/back",
    )
