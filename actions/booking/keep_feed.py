"""The secret address of a link worker's calendar: make it, renew it, switch it off."""

from __future__ import annotations

import hashlib
import secrets

from actions.basis.audit import record
from actions.basis.work import Work
from storage.models import CalendarFeed


def feed_hash(token: str) -> str:
    """What is kept of a token. It is long and random, so one fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


async def renew_feed(work: Work, staff_id: str) -> str:
    """A new token, to be shown once; the one before it answers nobody any more."""
    token = secrets.token_urlsafe(32)
    feed = await work.uow.calendar_feeds.of_staff(staff_id)
    if feed is None:
        work.uow.calendar_feeds.add(
            CalendarFeed(staff_id=staff_id, token_hash=feed_hash(token), created_at=work.now)
        )
    else:
        feed.token_hash, feed.created_at = feed_hash(token), work.now
    record(work, "renewed_calendar_feed", staff_id, subject_type="staff")
    return token


async def switch_feed_off(work: Work, staff_id: str) -> None:
    """Nobody is answered at its address."""
    feed = await work.uow.calendar_feeds.of_staff(staff_id)
    if feed is not None:
        await work.uow.calendar_feeds.remove(feed)
        record(work, "switched_calendar_feed_off", staff_id, subject_type="staff")
