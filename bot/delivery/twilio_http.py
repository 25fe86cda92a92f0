"""The connection to Twilio's REST API: pooled, with time-outs, without retries, and silent.

The one that comes with twilio-python ignores its time-out, logs telephone numbers at INFO,
and its retries repeat POSTs, which would text a person twice.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.http import AsyncHttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]

logger = logging.getLogger(__name__)

TOO_MANY_REQUESTS = 429


class Throttled(TwilioException):  # type: ignore[misc]
    """Twilio took nothing and asks to be called later: `after`, where it says when.

    Raised here because twilio-python's own exception has lost the headers.
    """

    def __init__(self, after: timedelta | None) -> None:
        super().__init__("too many requests")
        self.after = after


class TwilioHttp(AsyncHttpClient):  # type: ignore[misc]
    """Speaks for twilio-python over one session, to `api_url` instead of Twilio's own."""

    def __init__(
        self, api_url: str, *, connect_seconds: float = 5.0, total_seconds: float = 20.0
    ) -> None:
        super().__init__(logger, is_async=True)
        self._api_url = api_url.rstrip("/")
        self._limits = aiohttp.ClientTimeout(total=total_seconds, sock_connect=connect_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  twilio-python's signature
        allow_redirects: bool = False,
    ) -> Response:
        """One request, tried once; raises Throttled, or what aiohttp raises."""
        async with self._open_session().request(
            method,
            self._address(uri),
            params=params,
            data=data,
            headers={**(headers or {}), **_authorisation(auth)},
            # A redirect would repeat the text's POST at an address that we were not given.
            allow_redirects=False,
        ) as response:
            if response.status == TOO_MANY_REQUESTS:
                raise Throttled(_asked_wait(response.headers.get("Retry-After", "")))
            return Response(response.status, await response.text(), response.headers)

    async def close(self) -> None:
        """Close the session; a later request opens another."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            # As many connections as a worker has texts in hand: where a hundred hang, which is all
            # that aiohttp opens by itself, a crisis reply must not wait for one of theirs.
            unbounded = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(timeout=self._limits, connector=unbounded)
        return self._session

    def _address(self, uri: str) -> str:
        parts = urlsplit(uri)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self._api_url}{parts.path}{query}"


def _authorisation(auth: tuple[str, str] | None) -> dict[str, str]:
    return {"Authorization": aiohttp.encode_basic_auth(*auth)} if auth else {}


def _asked_wait(given: str) -> timedelta | None:
    """What Retry-After asks for, in seconds or as a date; None for what is neither, or past."""
    try:
        if given.isascii() and given.isdigit():
            return timedelta(seconds=int(given[:9]))
        wait = parsedate_to_datetime(given).astimezone(UTC) - datetime.now(UTC)
    except (ValueError, OverflowError):
        return None
    return wait if wait > timedelta() else None
