"""The reply box: put a canned reply in, count, send now, send later, take back what waits."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.errors import NotAllowed
from actions.reply import reply
from actions.send_later import cancel_text
from actions.work import Work
from bot.staff.presenters.reply_box import Typed
from bot.staff.views.conversation import render
from bot.staff.views.doing import do
from bot.staff.visit import Visit


async def post_reply(visit: Visit) -> web.Response:
    """What the pressed button says; without one, send now. A refused text stays in its box."""
    is_later = bool(visit.field("later"))
    typed = Typed(
        text=visit.field("text").replace("\r\n", "\n"),
        insert=visit.field("canned") if visit.field("insert") else "",
        later_day=visit.field("later_day") if is_later else "",
        later_time=visit.field("later_time") if is_later else "",
    )
    if visit.field("insert") or visit.field("preview"):
        return await render(visit, typed=typed)

    async def send(work: Work) -> None:
        await reply(
            work,
            visit.referral_id,
            visit.session.staff_id,
            typed.text,
            send_at=_moment(typed, work.practice.timezone) if is_later else None,
            seen=visit.field("seen") or None,
        )

    return await do(visit, send, "planned" if is_later else "replied", typed=typed)


async def post_cancel(visit: Visit) -> web.Response:
    message_id = visit.request.match_info["message"]
    return await do(
        visit, lambda work: cancel_text(work, visit.referral_id, message_id), "text_cancelled"
    )


def _moment(typed: Typed, timezone: str) -> datetime:
    """The day and time chosen, on the practice's wall clock; raises NotAllowed for none."""
    try:
        local = datetime.fromisoformat(f"{typed.later_day}T{typed.later_time}")
    except ValueError:
        raise NotAllowed("Choose the day and the time at which to send it.") from None
    return local.replace(tzinfo=ZoneInfo(timezone))
