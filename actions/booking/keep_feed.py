"""The secret address of a link worker's calendar: make it, renew it, switch it off."""

from __future__ import annotations

from actions.basis.audit import record
from actions.basis.tokens import new_token, token_hash
from actions.basis.work import Work
from storage.models import CalendarFeed


async def renew_feed(work: Work, staff_id: str) -> str:
    """A new token, to be shown once; the one before it answers nobody any more."""
    token = new_token()
    feed = await work.uow.calendar_feeds.of_staff(staff_id)
    if feed is None:
        work.uow.calendar_feeds.add(
            CalendarFeed(staff_id=staff_id, token_hash=token_hash(token), created_at=work.now)
        )
    else:
        feed.token_hash, feed.created_at = token_hash(token), work.now
    record(work, "renewed_calendar_feed", staff_id, subject_type="staff")
    return token


async def switch_feed_off(work: Work, staff_id: str) -> None:
    """Nobody is answered at its address."""
    feed = await work.uow.calendar_feeds.of_staff(staff_id)
    if feed is not None:
        await work.uow.calendar_feeds.remove(feed)
        record(work, "switched_calendar_feed_off", staff_id, subject_type="staff")
