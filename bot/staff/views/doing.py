"""Do one thing for the person of a conversation page, and go back to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from actions.basis.as_shown import require_as_shown
from actions.basis.errors import ActionError, NotFilledIn, NotFound
from actions.basis.work import Work
from bot.staff.views.conversation import practice_of, render
from bot.staff.views.half_typed import USED_BY, half_typed
from bot.staff.visit import Visit


async def do(
    visit: Visit,
    deed: Callable[[Work], Awaitable[object]],
    message: str | Callable[[], str],
    *,
    owns_appointment: bool = False,
    if_refused: Mapping[str, str] | None = None,
) -> web.Response:
    """Do it in one transaction and go back to the page; a refusal is shown on the page, with what
    was typed and `if_refused` for its form. A `message` that depends on what was done is asked for
    then."""
    try:
        async with visit.working(await practice_of(visit)) as work:
            if owns_appointment:
                await _require_of_referral(work, visit)
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        said = str(error) if error.code in ("not_allowed", "stale") else ""
        more = {"problem": error.code, "problem_detail": said, **(if_refused or {})}
        if isinstance(error, NotFilledIn):
            more |= {"problem": "not_filled_in", "wrong_field": error.field}
        return await render(visit, status=409, more=more)
    await visit.tell_of(visit.referral_id)
    return await back_to_page(visit, message if isinstance(message, str) else message())


async def back_to_page(visit: Visit, said: str) -> web.Response:
    """To the page of the conversation, once what was wanted is done: with what else stood half
    typed on it, where anything did."""
    deed = visit.request.path.rpartition("/")[2]
    left = half_typed(visit.form, used=USED_BY.get(deed, ()))
    if left.is_any:
        return await render(visit, typed=left, more={"flash": said})
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", said)


async def _require_of_referral(work: Work, visit: Visit) -> None:
    """The appointment in the path is of the referral in the path, and as its page showed it."""
    found = await work.uow.appointments.get(visit.request.match_info["appointment"])
    if found is None or found.referral_id != visit.referral_id:
        raise NotFound("There is no such appointment.")
    await require_as_shown(work, found.id, visit.field("visit_as_shown"))
