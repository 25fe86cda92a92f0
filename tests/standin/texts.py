"""What Twilio's stand-in is told and takes: steps of its script, texts, signatures."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha1
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "a-token-for-tests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How the next request for a number is answered.

    `accept`; `refuse` with a code; `fail` with a bare status; `hang`: accepted, but the answer
    never comes; `cut`: accepted, then the connection is closed; `drop`: closed, not accepted;
    `dawdle`: accepted only after `seconds`, whether or not anybody waits any longer.
    """

    how: Literal["accept", "refuse", "fail", "hang", "cut", "drop", "dawdle"] = "accept"
    code: int = 0
    status: int = 400
    seconds: float = 0


@dataclass(slots=True, kw_only=True)
class Text:
    """One message that the stand-in took, and would have put on the air."""

    sid: str
    to: str
    from_number: str
    body: str
    status_callback: str
    validity_period: int
    created_at: datetime
    status: str = "queued"
    error_code: int | None = None
    reports: list[str] = field(default_factory=list)
    taken_at: float = field(default_factory=time.monotonic)
    """Seconds on this machine's steady clock."""
    is_redacted: bool = False
    """Whether the account keeps no words of what was sent."""
    is_answered: bool = False
    """Whether the sender was told its id, as far as can be seen from here."""

    @property
    def message_id(self) -> str:
        """The sender's own id, which it gave to the address for receipts."""
        return parse_qs(urlsplit(self.status_callback).query).get("message", [""])[0]

    def as_json(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT_SID,
            "to": self.to,
            "from": self.from_number,
            "body": "" if self.is_redacted else self.body,
            "status": self.status,
            "error_code": self.error_code,
            "direction": "outbound-api",
            "date_created": format_datetime(self.created_at, usegmt=True),
            "date_sent": None,
            "date_updated": format_datetime(self.created_at, usegmt=True),
            "num_segments": "1",
            "num_media": "0",
            "uri": f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{self.sid}.json",
        }


def sign(token: str, url: str, fields: Iterable[tuple[str, str]]) -> str:
    """Twilio's signature of a form posted to `url`, written here from its documentation."""
    signed = url + "".join(f"{key}{value}" for key, value in sorted(set(fields)))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), sha1).digest()).decode()
