"""Plan one person's check-ins: when, with which question, stop and resume."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from typing import Any

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.check_ins.change_check_ins import (
    WantedPlan,
    WrongStart,
    change_check_ins,
    plan_of,
    resume_check_ins,
    stop_check_ins,
)
from bot.staff.presenters.check_in_plan import (
    USUAL_TIMES,
    kept_form,
    typed_form,
)
from bot.staff.views.check_in_side import check_ins_of
from bot.staff.views.conversation import practice_of
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post_plan(visit: Visit) -> web.Response:
    """Keep the plan; what is wrong is said beside its field, and what was typed stays."""
    after = times_in(visit)
    counted_from = visit.field("counted_from")
    try:
        day = date.fromisoformat(counted_from) if counted_from else None
    except ValueError:
        return await _render(visit, problem=("counted_from", "Give the date as day, month, year."))

    async def change(work: Work) -> None:
        start = datetime.combine(day, time(12), work.timezone) if day else None
        await change_check_ins(
            work,
            visit.referral_id,
            WantedPlan(after=after, question=visit.field("question") or None, counted_from=start),
        )

    return await _do(visit, change, "check_ins_planned")


async def post_stop(visit: Visit) -> web.Response:
    return await _do(
        visit, lambda work: stop_check_ins(work, visit.referral_id), "check_ins_stopped"
    )


async def post_resume(visit: Visit) -> web.Response:
    return await _do(
        visit, lambda work: resume_check_ins(work, visit.referral_id), "check_ins_resumed"
    )


def times_in(visit: Visit) -> tuple[str, ...]:
    """The times that were ticked and written, each once, as typed."""
    ticked = [one for one in USUAL_TIMES if visit.field(f"after_{one}") == "yes"]
    written = [one for one in re.split(r"[\s,;]+", visit.field("other").lower()) if one]
    return tuple(dict.fromkeys([*ticked, *written]))


async def _do(visit: Visit, deed: Callable[[Work], Awaitable[None]], message: str) -> web.Response:
    try:
        async with visit.working(await practice_of(visit)) as work:
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        field = "counted_from" if isinstance(error, WrongStart) else "other"
        return await _render(visit, problem=(field, str(error)))
    await visit.tell_of(visit.referral_id)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}/check-ins", message)


async def _render(visit: Visit, *, problem: tuple[str, str] | None = None) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        details = await work.uow.referrals.with_details(visit.referral_id, [work.practice.id])
        if details is None:
            raise web.HTTPNotFound
        record(work, "read", visit.referral_id)
        is_out = await work.uow.opt_outs.is_out(details.patient.id)
        plan = await plan_of(work, details.referral)
        form = typed_form(visit.form, plan) if problem else kept_form(plan, work.practice)
        context: dict[str, Any] = {
            "here": "/staff/caseload",
            "check_ins": await check_ins_of(
                work, details, is_opted_out=is_out, me=visit.session.staff_id
            ),
            "form": form,
            "errors": [problem] if problem else [],
            "usual": work.practice.settings.check_ins,
        }
    return visit.page("staff/check_in_plan.html", context, status=422 if problem else 200)
