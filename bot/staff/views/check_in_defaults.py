"""How a practice checks in with everyone who has no plan of their own."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from actions.basis.errors import NotAllowed
from actions.check_ins.set_check_ins import set_check_ins
from bot.staff.presenters.check_in_plan import USUAL_TIMES
from bot.staff.views.check_in_plan import times_in
from bot.staff.visit import Visit
from storage.models import CheckInSettings, Practice

_SILENCE = range(3, 29)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsShown:
    """The form of one practice, as it is kept or as it was typed."""

    id: str
    name: str
    is_on: bool
    times: tuple[tuple[str, bool], ...]
    other: str
    question: str
    silent_after_days: str


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post_defaults(visit: Visit) -> web.Response:
    """Keep one practice's plan; what is wrong is said beside its field."""
    practice_id = visit.request.match_info["practice"]
    if practice_id not in visit.session.practice_ids:
        raise web.HTTPNotFound
    days = visit.field("silent_after_days")
    if not (days.isdecimal() and len(days) < 4 and int(days) in _SILENCE):
        return await _render(
            visit, practice_id, ("silent", "Days without an answer: give a number, 3 to 28.")
        )
    wanted = CheckInSettings(
        enabled=visit.field("enabled") == "yes",
        after=times_in(visit),
        question=visit.field("question") or None,
        silent_after_days=int(days),
    )
    try:
        async with visit.working(practice_id) as work:
            await set_check_ins(work, wanted)
    except NotAllowed as error:
        return await _render(visit, practice_id, ("other", str(error)))
    return visit.back_to("/staff/check-ins", "check_ins_set")


async def _render(
    visit: Visit, at: str = "", problem: tuple[str, str] | None = None
) -> web.Response:
    async with visit.reading() as uow:
        practices = await uow.staff.practices_of(visit.session.staff_id)
    shown = [_typed(visit, one) if one.id == at else _kept(one) for one in practices]
    context = {
        "here": "/staff/settings",
        "practices": shown,
        "problem": problem or ("", ""),
        "problem_at": at,
    }
    return visit.page("staff/check_in_defaults.html", context, status=422 if problem else 200)


def _kept(practice: Practice) -> DefaultsShown:
    kept = practice.settings.check_ins
    return DefaultsShown(
        id=practice.id,
        name=practice.name,
        is_on=kept.enabled,
        times=tuple((one, one in kept.after) for one in USUAL_TIMES),
        other=", ".join(one for one in kept.after if one not in USUAL_TIMES),
        question=kept.question or "",
        silent_after_days=str(kept.silent_after_days),
    )


def _typed(visit: Visit, practice: Practice) -> DefaultsShown:
    return DefaultsShown(
        id=practice.id,
        name=practice.name,
        is_on=visit.field("enabled") == "yes",
        times=tuple((one, visit.field(f"after_{one}") == "yes") for one in USUAL_TIMES),
        other=visit.field("other"),
        question=visit.field("question"),
        silent_after_days=visit.field("silent_after_days"),
    )
