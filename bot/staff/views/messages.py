"""The queue of texts: what waits, what failed and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.staff.presenters.person import first_name
from bot.staff.presenters.queue import QueueLine, meaning_of
from bot.staff.visit import Visit
from storage.views.listings import list_messages

PAGE = 100
_SHOWN: Mapping[str, Sequence[str]] = {
    "failed": ("failed", "undelivered", "too_old", "unknown"),
    "queued": ("queued", "sending"),
    "sent": ("sent", "delivered"),
    "cancelled": ("cancelled",),
}


async def show(visit: Visit) -> web.Response:
    chosen = visit.request.query.get("status", "failed")
    chosen = chosen if chosen in _SHOWN else "failed"
    async with visit.reading() as uow:
        rows = await list_messages(
            uow, visit.session.practice_ids, limit=PAGE, statuses=_SHOWN[chosen]
        )
    lines = [
        QueueLine(
            at=message.at,
            kind=message.kind,
            status=message.status,
            reason=message.reason or "",
            meaning=meaning_of(message.reason),
            segments=message.segments,
            who=first_name(patient),
            referral_id=referral_id or "",
            timezone=visit.session.practice(message.practice_id).timezone,
        )
        for message, patient, referral_id in rows
    ]
    return visit.page(
        "staff/messages.html",
        {
            "here": "/staff/messages",
            "lines": lines,
            "chosen": chosen,
            "choices": tuple(_SHOWN),
            "most": PAGE,
        },
    )
