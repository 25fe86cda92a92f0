"""The filters of the inbox: from an address or a saved view, and back into an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast, get_args
from urllib.parse import urlencode

from bot.staff.session import Session
from bot.understanding import NEEDS
from storage.models.patient import Channel
from storage.models.referral import ReferralStatus
from storage.repositories.inbox_filter import Place

INBOX: Final = "/staff/"
STATUSES: Final[tuple[str, ...]] = get_args(ReferralStatus)
CHANNELS: Final[tuple[str, ...]] = get_args(Channel)
_PLACE = re.compile(r"([0-3])\.(\d{1,17})\.([0-9a-f]{32})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The filters as they stand; "" is no filter. `after` is where the page begins."""

    need: str = ""
    status: str = ""
    whose: str = ""
    channel: str = ""
    practice: str = ""
    unread: str = ""
    snoozed: str = ""
    after: Place | None = None

    @property
    def filters(self) -> dict[str, str]:
        """Those that are set, by name."""
        names = ("need", "status", "whose", "channel", "practice", "unread", "snoozed")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    @property
    def is_any(self) -> bool:
        return bool(self.filters)

    @property
    def address(self) -> str:
        query = dict(self.filters)
        if self.after is not None:
            query["after"] = _written(self.after)
        return f"{INBOX}?{urlencode(query)}" if query else INBOX

    def behind(self, place: Place | None) -> Chosen:
        return replace(self, after=place)


def read_filters(query: Mapping[str, Any], session: Session) -> Chosen:
    """What is no filter that we know, or no practice of theirs, is none."""
    codes = [one.code for one in session.practices]

    def one_of(name: str, known: tuple[str, ...] | list[str]) -> str:
        value = str(query.get(name, ""))
        return value if value in known else ""

    return Chosen(
        need=one_of("need", NEEDS),
        status=one_of("status", STATUSES),
        whose=one_of("whose", ("mine", "nobody")),
        channel=one_of("channel", CHANNELS),
        practice=one_of("practice", codes),
        unread=one_of("unread", ("1",)),
        snoozed=one_of("snoozed", ("1",)),
        after=_read(str(query.get("after", ""))),
    )


def for_the_queue(chosen: Chosen, session: Session) -> dict[str, Any]:
    """The same as fields of the queue's InboxFilter, without practices and time."""
    return {
        "need": chosen.need or None,
        "mine": session.staff_id if chosen.whose == "mine" else None,
        "is_nobodys": chosen.whose == "nobody",
        "status": cast(ReferralStatus, chosen.status) if chosen.status else None,
        "channel": chosen.channel or None,
        "is_unread": bool(chosen.unread),
        "is_snoozed": bool(chosen.snoozed),
    }


def chosen_practice_ids(chosen: Chosen, session: Session) -> list[str]:
    return [one.id for one in session.practices if chosen.practice in ("", one.code)]


def _written(place: Place) -> str:
    """Tier, microseconds and id: nothing of the person."""
    return f"{place.tier}.{(place.since - _EPOCH) // _MICROSECOND}.{place.id}"


def _read(text: str) -> Place | None:
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    since = _EPOCH + int(found[2]) * _MICROSECOND
    return Place(tier=int(found[1]), since=since, id=found[3])
