"""Whether a setting is an address that paths can be put behind."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

LOCAL_ADDRESS: Final = "http://127.0.0.1:8080"


def fault_of(url: str) -> str | None:
    """What is wrong with `url` as an address, in words; None for nothing.

    What Twilio signs begins with it, letter by letter, so a slip would cost every text.
    """
    if not url.startswith(("http://", "https://")):
        return "must begin with http:// or https://"
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.username is None
        _ = parts.port  # one beyond 65535 raises
    except ValueError:
        is_whole = False
    if not is_whole or set(url) & set("?#") or not re.fullmatch(r"[!-~]+", url):
        return "must be an address with a host, without a name, a query or spaces"
    return None
