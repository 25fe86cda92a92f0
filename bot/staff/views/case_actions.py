"""What a link worker does with a conversation: one form each, one function of actions/ each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from actions.add_note import add_note
from actions.book import book
from actions.close import close
from actions.errors import ActionError, NotFound
from actions.hand_back import hand_back
from actions.mark_seen import mark_seen
from actions.move import move
from actions.reply import reply
from actions.set_status import set_status
from actions.set_texting import Texting, set_texting
from actions.take_over import take_over
from actions.work import Work
from bot.delivery.segments import segments, tidy
from bot.staff.views.conversation import practice_of, render
from bot.staff.visit import Visit
from storage.models.note import NoteKind


async def post_seen(visit: Visit) -> web.Response:
    return await _do(
        visit, lambda work: mark_seen(work, visit.referral_id, visit.session.staff_id), "seen"
    )


async def post_take_over(visit: Visit) -> web.Response:
    force = visit.field("anyway") == "yes"
    return await _do(
        visit,
        lambda work: take_over(work, visit.referral_id, visit.session.staff_id, force=force),
        "taken_over",
    )


async def post_hand_back(visit: Visit) -> web.Response:
    return await _do(visit, lambda work: hand_back(work, visit.referral_id), "handed_back")


async def post_reply(visit: Visit) -> web.Response:
    """Send, or with `preview` only count; a refused text stays in its field."""
    text = visit.field("text").replace("\r\n", "\n")
    if visit.field("preview"):
        return await render(visit, more={"draft": text, "preview": segments(tidy(text))})
    return await _do(
        visit,
        lambda work: reply(work, visit.referral_id, visit.session.staff_id, text),
        "replied",
        draft=text,
    )


async def post_note(visit: Visit) -> web.Response:
    kind: NoteKind = "safeguarding" if visit.field("kind") == "safeguarding" else "note"
    text = visit.field("note")
    return await _do(
        visit,
        lambda work: add_note(work, visit.referral_id, visit.session.staff_id, text, kind),
        "noted",
    )


async def post_close(visit: Visit) -> web.Response:
    outcome = visit.field("outcome")
    return await _do(visit, lambda work: close(work, visit.referral_id, outcome), "closed")


async def post_texting(visit: Visit) -> web.Response:
    wanted = Texting(
        safe_to_text=visit.field("safe_to_text"),
        is_neutral=visit.field("neutral_wording") == "yes",
        is_held=visit.field("scheduled_texts_held") == "yes",
        is_confirmed=visit.field("is_confirmed") == "yes",
    )
    return await _do(
        visit, lambda work: set_texting(work, visit.referral_id, wanted), "safety_saved"
    )


async def post_book(visit: Visit) -> web.Response:
    starts_at, worker = _time(visit)
    mode = visit.field("mode")
    return await _do(
        visit,
        lambda work: book(
            work,
            visit.referral_id,
            worker,
            starts_at,
            mode,  # type: ignore[arg-type]  # book refuses what is not offered
        ),
        "booked",
    )


async def post_move(visit: Visit) -> web.Response:
    starts_at, worker = _time(visit)
    return await _do(
        visit,
        lambda work: move(work, visit.request.match_info["appointment"], starts_at, worker),
        "moved",
        owns_appointment=True,
    )


async def post_status(visit: Visit) -> web.Response:
    status = visit.field("status")
    return await _do(
        visit,
        lambda work: set_status(work, visit.request.match_info["appointment"], status),
        status,
        owns_appointment=True,
    )


async def _do(
    visit: Visit,
    deed: Callable[[Work], Awaitable[object]],
    message: str,
    *,
    draft: str = "",
    owns_appointment: bool = False,
) -> web.Response:
    """Do it in one transaction and go back to the page; a refusal is shown on the page."""
    try:
        async with visit.working(await practice_of(visit)) as work:
            referral = await work.uow.referrals.get(visit.referral_id)
            if owns_appointment:
                await _require_of_referral(work, visit)
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        said = str(error) if error.code == "not_allowed" else ""
        more = {"problem": error.code, "problem_detail": said, "draft": draft}
        return await render(visit, status=409, more=more)
    if referral is not None:
        visit.desk.live.publish(referral.practice_id, referral.conversation_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", message)


async def _require_of_referral(work: Work, visit: Visit) -> None:
    """The appointment in the path belongs to the referral in the path, or there is none."""
    found = await work.uow.appointments.get(visit.request.match_info["appointment"])
    if found is None or found.referral_id != visit.referral_id:
        raise NotFound("There is no such appointment.")


def _time(visit: Visit) -> tuple[datetime, str]:
    """The time and link worker chosen from the list; HTTPBadRequest for what was not on it."""
    starts, _, worker = visit.field("time").partition(";")
    try:
        starts_at = datetime.fromisoformat(starts)
    except ValueError:
        raise web.HTTPBadRequest from None
    if starts_at.tzinfo is None or not worker:
        raise web.HTTPBadRequest
    return starts_at, worker
