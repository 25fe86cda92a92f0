"""The reply box: put a canned reply in, count, send now, send later, take back what waits."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.errors import NotAllowed
from actions.basis.work import Work
from actions.texts.reply import reply
from actions.texts.send_later import cancel_text
from bot.staff.presenters.reply_box import Typed, waits_until
from bot.staff.views.conversation import render
from bot.staff.views.doing import do
from bot.staff.views.half_typed import half_typed
from bot.staff.visit import Visit
from storage.models import Message


async def post_reply(visit: Visit) -> web.Response:
    """What the pressed button says; without one, send now. A refused text stays in its box."""
    if visit.field("insert") or visit.field("preview"):
        return await render(visit)
    is_later, typed = bool(visit.field("later")), half_typed(visit.form).reply
    waits = False

    async def send(work: Work) -> None:
        nonlocal waits
        text = await reply(
            work,
            visit.referral_id,
            visit.session.staff_id,
            typed.text,
            send_at=_moment(typed, work.practice.timezone) if is_later else None,
            seen=visit.field("seen") or None,
            texting=visit.field("texting_as_shown"),
        )
        waits = await _waits(work, text)

    def said() -> str:
        return "planned" if is_later else "replied_waits" if waits else "replied"

    return await do(visit, send, said)


async def post_cancel(visit: Visit) -> web.Response:
    message_id = visit.request.match_info["message"]
    return await do(
        visit, lambda work: cancel_text(work, visit.referral_id, message_id), "text_cancelled"
    )


async def _waits(work: Work, text: Message) -> bool:
    """Whether it waits for the hours at which texts are sent."""
    patient = await work.uow.patients.get(text.patient_id)
    thread = await work.uow.conversations.get(text.conversation_id)
    if patient is None or thread is None:
        return False
    now = work.now_for(patient)
    return waits_until(patient, work.practice, thread.last_inbound_at, now) is not None


def _moment(typed: Typed, timezone: str) -> datetime:
    """The day and time chosen, on the practice's wall clock; raises NotAllowed for none."""
    try:
        local = datetime.fromisoformat(f"{typed.later_day}T{typed.later_time}")
    except ValueError:
        raise NotAllowed("Choose the day and the time at which to send it.") from None
    return local.replace(tzinfo=ZoneInfo(timezone))
