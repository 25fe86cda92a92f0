"""Do one thing for the person of a conversation page, and go back to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from actions.basis.as_shown import require_as_shown
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.casework.record_call import CallMade
from bot.staff.presenters.reply_box import Typed
from bot.staff.views.conversation import practice_of, render
from bot.staff.visit import Visit


async def do(
    visit: Visit,
    deed: Callable[[Work], Awaitable[object]],
    message: str | Callable[[], str],
    *,
    typed: Typed | None = None,
    call: CallMade | None = None,
    owns_appointment: bool = False,
    keeps_typed: bool = False,
) -> web.Response:
    """Do it in one transaction and go back to the page; a refusal is shown on the page, with what
    was typed, and so is what was done where it `keeps_typed`. A `message` that depends on what was
    done is asked for then."""
    try:
        async with visit.working(await practice_of(visit)) as work:
            referral = await work.uow.referrals.get(visit.referral_id)
            if owns_appointment:
                await _require_of_referral(work, visit)
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        said = str(error) if error.code in ("not_allowed", "stale") else ""
        more = {"problem": error.code, "problem_detail": said, "call": call}
        return await render(visit, status=409, typed=typed, more=more)
    if referral is not None:
        visit.desk.live.publish(referral.practice_id, referral.conversation_id)
    said = message if isinstance(message, str) else message()
    if keeps_typed and typed is not None and typed.text.strip():
        return await render(visit, typed=typed, more={"flash": said})
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", said)


async def _require_of_referral(work: Work, visit: Visit) -> None:
    """The appointment in the path is of the referral in the path, and as its page showed it."""
    found = await work.uow.appointments.get(visit.request.match_info["appointment"])
    if found is None or found.referral_id != visit.referral_id:
        raise NotFound("There is no such appointment.")
    await require_as_shown(work, found.id, visit.field("as_shown"))
