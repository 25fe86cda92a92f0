"""The order of the inbox as expressions, word for word alike in its indexes and its queries.

A database uses an index on an expression, or on some rows only, where a query says the very same:
so these are literal text, with nothing to be filled in. In an index columns go without their table.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, literal_column, text

from storage.types import UtcTime

_TIER = "(CASE WHEN {0}priority <> 'routine' OR {0}attention = 'worse' THEN 1 ELSE 2 END)"
_SINCE = "coalesce({0}waiting_since, {0}created_at)"
LIVE: Final = "status <> 'closed'"
IN_DANGER: Final = "attention = 'danger'"
CLOSED: Final = "status = 'closed'"
PUT_OFF: Final = "snoozed_until IS NOT NULL"
UNREAD: Final = "unread > 0"
WITH_UNREAD: Final = "has_unread"
OWNED: Final = "owner_id IS NOT NULL"

TIER_INDEXED: Final = text(_TIER.format(""))
SINCE_INDEXED: Final = text(_SINCE.format(""))


TIER: Final[ColumnElement[int]] = literal_column(_TIER.format("referral."), Integer())
"""1 for who should be met first, else 2; above both stands danger: see inbox_queue."""
SINCE: Final[ColumnElement[datetime]] = literal_column(_SINCE.format("referral."), UtcTime())
IS_LIVE: Final[Any] = text(f"referral.{LIVE}")
IS_IN_DANGER: Final[Any] = text(f"referral.{IN_DANGER}")
IS_IN_NO_DANGER: Final[Any] = text("coalesce(referral.attention, '') <> 'danger'")
IS_CLOSED: Final[Any] = text(f"referral.{CLOSED}")
IS_PUT_OFF: Final[Any] = text(f"referral.{PUT_OFF}")
HAS_UNREAD: Final[Any] = text(f"referral.{WITH_UNREAD}")
HAS_NO_UNREAD: Final[Any] = text(f"NOT referral.{WITH_UNREAD}")
IS_UNREAD: Final[Any] = text(f"conversation.{UNREAD}")
