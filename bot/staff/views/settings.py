"""What a practice manager sets: reminders, and whether new people may refer themselves."""

from __future__ import annotations

import re

from aiohttp import web

from actions.set_reminders import set_intake, set_reminders
from bot.staff.presenters.settings import present_settings
from bot.staff.visit import Visit
from storage.models import ReminderSettings

_BEFORE = re.compile(r"[1-9][0-9]{0,2}[dh]")


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post_settings(visit: Visit) -> web.Response:
    """Save one practice's settings; what is wrong is said beside its field."""
    practice_id = visit.request.match_info["practice"]
    if practice_id not in visit.session.practice_ids:
        raise web.HTTPNotFound
    before = tuple(part for part in re.split(r"[\s,]+", visit.field("before")) if part)
    problem = _problem(before)
    if problem:
        return await _render(visit, problem=problem, at=practice_id)
    wording = visit.field("wording") or None
    async with visit.working(practice_id) as work:
        await set_reminders(
            work,
            ReminderSettings(
                enabled=visit.field("enabled") == "yes", before=before, wording=wording
            ),
        )
        await set_intake(work, is_open=visit.field("intake_open") == "yes")
    return visit.back_to("/staff/settings", "settings_saved")


def _problem(before: tuple[str, ...]) -> str:
    if not before:
        return "before_missing"
    if len(before) > 5:
        return "before_too_many"
    return "" if all(_BEFORE.fullmatch(one) for one in before) else "before_wrong"


async def _render(visit: Visit, *, problem: str = "", at: str = "") -> web.Response:
    async with visit.reading() as uow:
        practices = await uow.staff.practices_of(visit.session.staff_id)
    shown = [present_settings(one, visit.form if one.id == at else None) for one in practices]
    return visit.page(
        "staff/settings.html",
        {
            "here": "/staff/settings",
            "practices": shown,
            "problem": problem,
            "problem_at": at,
        },
        status=422 if problem else 200,
    )
