"""Texts and WhatsApp messages through Twilio's Messages API."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import aiohttp
from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.delivery.carrier import Found, LookupFailed, Outcome, Outgoing, Refused, Sent, Unknown
from bot.delivery.errors import UNREACHABLE
from bot.delivery.twilio_http import Throttled, TwilioHttp

_CLOCK_MARGIN = timedelta(days=3)
"""How far our clock and Twilio's may be apart when a text is looked up, also where ours was set
wrong and put right meanwhile. Earlier texts with the same words do not come into it, as their ids
are known; only one that nobody ever learnt the end of could be taken for a later one."""

_PAGE = 50
"""How many of Twilio's list are read at once: of a patient, all that the days above hold. The
number on duty may have had more."""

_CODE_OF_STATUS = {401: "20003", 403: "20003", 404: "20404", 405: "20404", 407: "20404"}
"""What a bare HTTP status means, for an answer that names no code of Twilio's. A redirect is no
answer of Twilio's either: whoever sent it stands at an address that the settings got wrong."""

_THROTTLED = "20429"
_MISDIRECTED = "20404"
_SID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)
"""What twilio-python raises for an answer that is JSON of another shape, or none at all."""

WHATSAPP = "whatsapp:"
MAX_VALIDITY_SECONDS = 36_000


class TwilioCarrier:
    """Carries for the channels sms and whatsapp."""

    def __init__(
        self, *, account_sid: str, auth_token: str, status_callback: str, http: TwilioHttp
    ) -> None:
        self._http = http
        self._status_callback, mark, behind = status_callback.partition("#")
        self._behind = mark + behind
        # An environment of its own: TWILIO_EDGE of the machine would change the address.
        self._client = Client(
            account_sid, auth_token, http_client=http, environment={"TWILIO_EDGE": ""}
        )

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Create the message once; see Carrier."""
        try:
            message = await self._client.messages.create_async(
                to=outgoing.to,
                from_=_sender(outgoing),
                body=outgoing.text,
                validity_period=max(1, min(outgoing.validity_seconds, MAX_VALIDITY_SECONDS)),
                status_callback=self._callback(outgoing),
            )
        except Throttled as error:
            return Refused(code=_THROTTLED, after=error.after)
        except TwilioException as error:
            return _refusal(error)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Refused(code=UNREACHABLE)  # no connection, so nothing was handed over
        except (aiohttp.ClientError, TimeoutError, OSError, *_UNREADABLE) as error:
            return Unknown(why=type(error).__name__)
        sid = message.sid
        is_one = isinstance(sid, str) and _SID.fullmatch(sid)
        return Sent(provider_id=sid) if is_one else Unknown(why="no sid")

    async def find(self, outgoing: Outgoing) -> Found:
        """Compare this person's newest texts by their words; see Carrier.

        Not filtered by DateSent: a text that Twilio still queues has no such date. Nor by From:
        the practice may have another number since.
        """
        try:
            return _found(await self._taken_since_queued(outgoing), outgoing)
        except (TwilioException, aiohttp.ClientError, TimeoutError, OSError, *_UNREADABLE) as error:
            raise LookupFailed(type(error).__name__) from None

    async def _taken_since_queued(self, outgoing: Outgoing) -> list[Any]:
        """The list is the newest first, and goes back for as long as the account keeps texts."""
        since = outgoing.queued_at - _CLOCK_MARGIN
        listed = await self._client.messages.stream_async(to=outgoing.to, page_size=_PAGE)
        taken = []
        async for message in listed:
            if message.date_created is not None and message.date_created < since:
                break
            taken.append(message)
        return taken

    async def close(self) -> None:
        """Close the connections to Twilio."""
        await self._http.close()

    def _callback(self, outgoing: Outgoing) -> str:
        # Our own id comes back, signed, with every receipt: so a receipt that is quicker than
        # the answer to the send, or whose answer was lost, still finds its message.
        return f"{self._status_callback}?message={outgoing.message_id}{self._behind}"


def _found(taken: Iterable[Any], outgoing: Outgoing) -> Found:
    """Twilio empties the body of what it has sent where the account has message redaction."""
    recent = [((message.body or "").strip(), message.sid) for message in taken]
    words = outgoing.text.strip()
    return Found(
        same=tuple(sid for body, sid in recent if body == words),
        wordless=tuple(sid for body, sid in recent if not body),
    )


def _sender(outgoing: Outgoing) -> str:
    is_whatsapp = outgoing.to.startswith(WHATSAPP)
    return f"{WHATSAPP}{outgoing.from_number}" if is_whatsapp else outgoing.from_number


def _refusal(error: Any) -> Outcome:
    """Never the text of the error: Twilio's messages quote the person's number."""
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    if not isinstance(status, int) or status >= 500:
        return Unknown(why=f"status {status}")
    if status < 400:
        return Refused(code=_MISDIRECTED)
    if code is None or code == status:
        return Refused(code=_CODE_OF_STATUS.get(status, str(status)))
    return Refused(code=str(code))
