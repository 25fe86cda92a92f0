"""Whether a webhook really comes from Twilio."""

from __future__ import annotations

from aiohttp import web
from multidict import MultiDict
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

HEADER = "X-Twilio-Signature"


class SignatureCheck:
    """Checks over the public address from the settings: a Host header is anybody's to choose."""

    def __init__(self, *, auth_token: str | None, account_sid: str | None, public_url: str) -> None:
        self._validator = RequestValidator(auth_token) if auth_token else None
        self._account_sid = account_sid
        self._public_url = public_url.rstrip("/")

    def is_genuine(self, request: web.Request, form: MultiDict[str]) -> bool:
        """False for a missing or wrong signature, another account, or no token to check with."""
        signature = request.headers.get(HEADER)
        if self._validator is None or not signature:
            return False
        address = f"{self._public_url}{request.raw_path}"
        if not self._validator.validate(address, form, signature):
            return False
        return form.get("AccountSid", self._account_sid) == self._account_sid
