"""Whether a webhook really comes from Twilio."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import urlsplit

from aiohttp import web
from multidict import MultiDict
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.channels.twilio.form import NotAForm, read_form
from bot.metrics import REFUSED
from bot.web.reading import read_body

HEADER = "X-Twilio-Signature"
ASK_AGAIN = "#rc=5&rp=all"
"""Twilio's "connection overrides": what met a 503, or nobody, is brought again, up to five times in
15 seconds. Without it a receipt comes once."""


def refuse() -> web.Response:
    """Without a word, however many come: no count by address may cost a patient's text, since
    Twilio may share its address with a stranger, as behind a proxy."""
    REFUSED.labels("webhook").inc()
    return web.Response(status=403)


class SignatureCheck:
    """Checks over the public address from the settings: a Host header is anybody's to choose.

    While a token is changed there are two: Twilio signs with the old one until the new one is made
    the primary, and in that moment with the new one.
    """

    def __init__(
        self, *, auth_tokens: Sequence[str], account_sid: str | None, public_url: str
    ) -> None:
        self._tokens = [token.encode() for token in auth_tokens]
        self._validators = [RequestValidator(token) for token in auth_tokens]
        self._account_sid = account_sid
        self._public_url = public_url.rstrip("/")

    async def genuine_form(self, request: web.Request) -> MultiDict[str] | None:
        """The form of a request that Twilio signed; None for any other."""
        body = await read_body(request)
        try:
            form = read_form(body)
        except NotAForm:
            return None
        return form if self.is_genuine(request, form) else None

    def is_genuine(self, request: web.Request, form: MultiDict[str]) -> bool:
        """False for a missing or wrong signature, another account, or no token to check with."""
        signature = request.headers.get(HEADER)
        # A genuine one is base64: bytes of any other kind are nobody's, and cannot be compared.
        if not signature or not signature.isascii():
            return False
        address = f"{self._public_url}{_path_of(request)}"
        if not (
            self._is_signed(address, form, signature)
            # What asks Twilio to try again stands behind the address, and is no part of it.
            or self._is_signed(f"{address}{ASK_AGAIN}", form, signature)
            # Twilio may have left out the port or put it in, which its own library allows for.
            or any(one.validate(address, form, signature) for one in self._validators)
        ):
            return False
        return form.get("AccountSid", self._account_sid) == self._account_sid

    def _is_signed(self, address: str, form: MultiDict[str], signature: str) -> bool:
        """Whether exactly this address was signed, as it nearly always is."""
        fields = sorted(set(form.items()))
        signed = address + "".join([name + value for name, value in fields])
        made = [b64encode(hmac.digest(one, signed.encode(), "sha1")) for one in self._tokens]
        return any(hmac.compare_digest(one, signature.encode()) for one in made)


def _path_of(request: web.Request) -> str:
    """The path and query as they were sent, also by who asks for the whole address."""
    asked = urlsplit(request.raw_path) if "://" in request.raw_path.partition("?")[0] else None
    return request.raw_path if asked is None else asked._replace(scheme="", netloc="").geturl()
