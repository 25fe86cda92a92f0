"""Put right how needs and danger of one referral were understood."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import AlreadyClosed, NotAllowed
from actions.basis.work import Work
from actions.casework.correct_triage import Triage, mark_missed_danger, mark_no_danger, set_triage
from bot.staff.presenters.triage import present_triage
from bot.staff.views.conversation import find_book, practice_of
from bot.staff.visit import Visit
from bot.understanding import NEEDS


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post_triage(visit: Visit) -> web.Response:
    wanted = Triage(
        needs=tuple(need for need in NEEDS if visit.field(f"need_{need}") == "yes"),
        priority=visit.field("priority"),
        message_id=visit.field("message") or None,
    )
    return await _do(
        visit,
        lambda work: set_triage(work, visit.referral_id, visit.session.staff_id, wanted),
        "triage_corrected",
    )


async def post_no_danger(visit: Visit) -> web.Response:
    message_id = visit.field("message")
    return await _do(
        visit,
        lambda work: mark_no_danger(work, visit.referral_id, visit.session.staff_id, message_id),
        "no_danger",
    )


async def post_missed_danger(visit: Visit) -> web.Response:
    message_id, level = visit.field("message"), visit.field("level")
    return await _do(
        visit,
        lambda work: mark_missed_danger(
            work, visit.referral_id, visit.session.staff_id, message_id, level
        ),
        "missed_danger",
    )


async def _do(visit: Visit, deed: Callable[[Work], Awaitable[None]], message: str) -> web.Response:
    try:
        async with visit.working(await practice_of(visit)) as work:
            await deed(work)
            referral = await work.uow.referrals.get(visit.referral_id)
    except (NotAllowed, AlreadyClosed) as error:
        return await _render(visit, error=str(error), status=422)
    if referral is not None:
        visit.desk.live.publish(referral.practice_id, referral.conversation_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", message)


async def _render(visit: Visit, *, error: str = "", status: int = 200) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        book = await find_book(work, visit)
        record(work, "read", visit.referral_id, detail={"page": "triage"})
        page = present_triage(
            book, work.practice, chosen=visit.request.query.get("message", ""), form=visit.form
        )
    context = {"here": "", "page": page, "error": error}
    return visit.page("staff/triage.html", context, status=status)
