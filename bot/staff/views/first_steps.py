"""What a practice does before its first real patient, ticked off by what is really there."""

from __future__ import annotations

from aiohttp import web

from actions.practice.decide_first_steps import hide_first_steps, keep_reminders
from bot.staff.presenters.first_steps import StepsView, present_first_steps
from bot.staff.visit import Visit
from storage.views.first_steps import first_steps


async def show(visit: Visit) -> web.Response:
    return visit.page(
        "staff/start.html", {"here": "/staff/settings", "practices": await steps_of(visit)}
    )


async def post_keep_reminders(visit: Visit) -> web.Response:
    async with visit.working(visit.request.match_info["practice"]) as work:
        await keep_reminders(work)
    return visit.back_to("/staff/start", "reminders_kept")


async def post_hide(visit: Visit) -> web.Response:
    """Put the list away, or with `hidden` other than "yes" bring it back."""
    is_hidden = visit.field("hidden") == "yes"
    async with visit.working(visit.request.match_info["practice"]) as work:
        await hide_first_steps(work, is_hidden=is_hidden)
    if is_hidden:
        return visit.back_to("/staff/", "first_steps_hidden")
    return visit.back_to("/staff/start", "first_steps_shown")


async def steps_of(visit: Visit) -> tuple[StepsView, ...]:
    """The list of each practice of a manager; none for anybody else."""
    if not visit.session.manages:
        return ()
    async with visit.reading() as uow:
        practices = await uow.staff.practices_of(visit.session.staff_id)
        return tuple(
            [
                present_first_steps(
                    one,
                    await first_steps(uow, one),
                    has_simulator=visit.desk.settings.is_demo,
                )
                for one in practices
            ]
        )
