"""Put right how needs and danger of one referral were understood."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import AlreadyClosed, NotAllowed, Stale
from actions.basis.work import Work
from actions.casework.correct_triage import Triage, mark_missed_danger, mark_no_danger, set_triage
from actions.casework.triage_as_shown import require_triage_as_shown
from bot.staff.presenters.triage import present_triage
from bot.staff.views.conversation import find_book, practice_of
from bot.staff.visit import Visit
from bot.understanding import NEEDS


async def show(visit: Visit) -> web.Response:
    return await _render(visit, form={})


async def post_triage(visit: Visit) -> web.Response:
    wanted = Triage(
        needs=tuple(need for need in NEEDS if visit.field(f"need_{need}") == "yes"),
        priority=visit.field("priority"),
        message_id=visit.field("message") or None,
    )

    async def put_right(work: Work) -> None:
        await require_triage_as_shown(work, visit.referral_id, visit.field("as_shown"), wanted)
        await set_triage(work, visit.referral_id, visit.session.staff_id, wanted)

    return await _do(visit, put_right, "triage_corrected", field="priority")


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
        field="level",
    )


async def _do(
    visit: Visit, deed: Callable[[Work], Awaitable[None]], message: str, *, field: str = ""
) -> web.Response:
    """Do it and go back to the conversation; `field` is the one beside which a refusal is said, ""
    where there is none to put right."""
    try:
        async with visit.working(await practice_of(visit)) as work:
            await deed(work)
    except Stale as error:  # what was chosen was chosen of something else
        return await _render(visit, error=str(error), status=409, form={})
    except AlreadyClosed as error:
        return await _render(visit, error=str(error), status=422, form={})
    except NotAllowed as error:
        return await _render(visit, error=str(error), at=field, status=422, form=visit.form)
    await visit.tell_of(visit.referral_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}", message)


async def _render(
    visit: Visit, *, form: Mapping[str, str], error: str = "", at: str = "", status: int = 200
) -> web.Response:
    """`form` is what was typed, to be shown again; else it is as it stands. `error` is of the field
    `at`, "" for one of none."""
    async with visit.working(await practice_of(visit)) as work:
        book = await find_book(work, visit)
        record(work, "read", visit.referral_id, detail={"page": "triage"})
        page = present_triage(
            book, work.practice, chosen=visit.request.query.get("message", ""), form=form
        )
    context = {"here": "", "page": page, "error": error, "error_at": at}
    return visit.page("staff/triage.html", context, status=status)
