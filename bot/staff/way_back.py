"""Where the link at the top of a page leads back to: where its reader came from."""

from __future__ import annotations

import re
from typing import Final

from bot.staff.visit import Visit

_ID: Final = re.compile(r"[0-9a-f]{32}")


def way_back(visit: Visit) -> dict[str, str]:
    """The conversation named by `from` in the address, else the settings or the inbox."""
    referral = visit.request.query.get("from", "")
    if _ID.fullmatch(referral):
        return {"text": "Back to the conversation", "href": f"/staff/referrals/{referral}"}
    if visit.session.manages:
        return {"text": "All settings", "href": "/staff/settings"}
    return {"text": "Back to the inbox", "href": "/staff/"}
