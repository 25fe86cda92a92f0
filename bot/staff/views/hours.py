"""A link worker's hours: kept by themselves, or by who manages the practice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Final

from aiohttp import web

from actions.basis.errors import ActionError, NotFound, WrongField
from actions.basis.work import Work
from actions.booking.collisions import collisions
from actions.booking.set_hours import (
    LIMITS,
    Rules,
    WeekHours,
    add_day,
    add_leave,
    day_at_practice,
    problem_of,
    remove_day,
    remove_leave,
    set_rules,
    set_week,
)
from bot.staff.presenters import hours as present
from bot.staff.session import PracticeName
from bot.staff.views.calendar_desk import (
    AREA,
    link_workers,
    may_keep,
    practice_of,
    practice_of_worker,
)
from bot.staff.visit import Visit

Form = Mapping[str, str]
_FIRST_FIELD: Final = {"day": "day", "leave": "first", "rules": "minutes_before"}


async def choose(visit: Visit) -> web.Response:
    """Link workers go to their own hours, others to the first one's."""
    practice = practice_of(visit)
    async with visit.reading() as uow:
        ids = [one.id for one in await link_workers(uow, practice.id)]
    mine = visit.session.staff_id if visit.session.staff_id in ids else "".join(ids[:1])
    if not mine:
        return visit.page("staff/no_link_workers.html", {"here": AREA, "practice": practice})
    return visit.back_to(f"/staff/calendar/hours/{mine}?practice={practice.code}")


async def show(visit: Visit) -> web.Response:
    return await render(visit)


async def post_week(visit: Visit) -> web.Response:
    errors = _errors_of_week(visit.form)
    if errors:
        return await render(visit, refused="week", week_errors=errors)
    return await _do(
        visit,
        "week",
        lambda work, worker: set_week(work, worker, _week(visit.form, work)),
        "hours_saved",
    )


async def post_day(visit: Visit) -> web.Response:
    day = _date(visit.field("day"))
    if day is None:
        return await render(visit, refused="day", problem="Choose a day.")
    form = visit.form
    return await _do(
        visit,
        "day",
        lambda work, worker: add_day(
            work,
            worker,
            day,
            visit.field("kind"),
            visit.field("from"),
            visit.field("to"),
            [mode for mode in work.practice.settings.modes if form.get(f"mode-{mode}")]
            or work.practice.settings.modes,
        ),
        "day_saved",
    )


async def post_day_removed(visit: Visit) -> web.Response:
    entry = visit.request.match_info["entry"]
    return await _do(
        visit, "day", lambda work, worker: remove_day(work, worker, entry), "day_removed"
    )


async def post_leave(visit: Visit) -> web.Response:
    first, last = _date(visit.field("first")), _date(visit.field("last") or visit.field("first"))
    if first is None or last is None:
        return await render(visit, refused="leave", problem="Choose the first day.")
    return await _do(
        visit, "leave", lambda work, worker: add_leave(work, worker, first, last), "leave_saved"
    )


async def post_leave_removed(visit: Visit) -> web.Response:
    entry = visit.request.match_info["entry"]
    return await _do(
        visit, "leave", lambda work, worker: remove_leave(work, worker, entry), "leave_removed"
    )


async def post_rules(visit: Visit) -> web.Response:
    given: dict[str, int] = {}
    for name, (words, _) in LIMITS.items():
        typed = visit.field(name)
        if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 5):
            problem = f"{words}: write a whole number."
            return await render(visit, refused="rules", problem=problem, field=name)
        if typed:
            given[name] = int(typed)
    rules = Rules(**given)
    return await _do(
        visit, "rules", lambda work, worker: set_rules(work, worker, rules), "rules_saved"
    )


async def require_keeper(visit: Visit) -> PracticeName:
    """The practice, for whoever may keep the hours in the path; 404 or 403 for others."""
    async with visit.reading() as uow:
        practice = await practice_of_worker(visit, uow)
    if not may_keep(visit, visit.request.match_info["worker"]):
        raise web.HTTPForbidden
    return practice


async def _do(
    visit: Visit, form: str, deed: Callable[[Work, str], Awaitable[None]], message: str
) -> web.Response:
    practice = await require_keeper(visit)
    worker = visit.request.match_info["worker"]
    try:
        async with visit.working(practice.id) as work:
            await deed(work, worker)
    except NotFound:
        raise
    except ActionError as error:
        field = error.field if isinstance(error, WrongField) else ""
        return await render(visit, refused=form, problem=str(error), field=field)
    # To its top: there stands what was done, and below it which booked visits fall into it.
    return visit.back_to(f"/staff/calendar/hours/{worker}?practice={practice.code}", message)


async def render(
    visit: Visit,
    *,
    refused: str = "",
    problem: str = "",
    field: str = "",
    week_errors: Mapping[int, str] | None = None,
    feed_url: str = "",
) -> web.Response:
    """The page; `refused` names the form whose fields keep what was typed, `field` the one of them
    that `problem` is of, else its first."""
    practice = await require_keeper(visit)
    async with visit.working(practice.id) as work:
        context = await _context(visit, work, refused, week_errors or {})
    return visit.page(
        "staff/hours.html",
        {
            "here": AREA,
            "practice": practice,
            "refused": refused,
            "problem": problem,
            "wrong_field": field or _FIRST_FIELD.get(refused, ""),
            "typed": visit.form if refused else {},
            "feed_url": feed_url,
            **context,
        },
        status=422 if refused else 200,
    )


async def _context(
    visit: Visit, work: Work, refused: str, week_errors: Mapping[int, str]
) -> dict[str, Any]:
    worker = visit.request.match_info["worker"]
    everyone = await link_workers(work.uow, work.practice.id)
    found = [one for one in everyone if one.id == worker]
    if not found:
        raise web.HTTPNotFound
    settings, this_day = work.practice.settings, day_at_practice(work)
    week = await work.uow.availability.of_practice(work.practice.id, worker)
    days = await work.uow.day_hours.of_worker(work.practice.id, worker, this_day)
    leave = await work.uow.availability.leave_of([worker], work.now)
    rules = await work.uow.calendar_rules.of_worker(work.practice.id, worker)
    names = {one.id: one.name for one in everyone}
    form = visit.form
    return {
        "worker": found[0],
        "is_me": worker == visit.session.staff_id,
        "others": [one for one in everyone if may_keep(visit, one.id)],
        "week": present.typed_week(form, settings.modes, week_errors)
        if refused == "week"
        else present.present_week(week, settings.modes),
        "days": present.present_days(days),
        "leave": present.present_leave(leave, work.timezone),
        "rules": present.present_rules(rules, form if refused == "rules" else None),
        "modes": settings.modes,
        "settings": settings,
        "holidays": present.coming_holidays(this_day),
        "has_feed": await work.uow.calendar_feeds.of_staff(worker) is not None,
        "clashes": [
            present.present_collision(one, names)
            for one in await collisions(work, link_worker_id=worker)
        ],
        "today": this_day,
        "timezone": work.practice.timezone,
    }


def _week(form: Form, work: Work) -> list[WeekHours]:
    modes = work.practice.settings.modes
    return [
        WeekHours(
            weekday=number,
            from_time=form[f"from-{number}-{part}"].strip(),
            to_time=form[f"to-{number}-{part}"].strip(),
            modes=tuple(mode for mode in modes if form.get(f"mode-{number}-{mode}")),
        )
        for number in range(7)
        for part in "ab"
        if form.get(f"from-{number}-{part}", "").strip()
    ]


def _errors_of_week(form: Form) -> dict[int, str]:
    """What is wrong by weekday, in words for its fields."""
    errors: dict[int, str] = {}
    for number in range(7):
        pairs = [
            tuple(form.get(f"{end}-{number}-{part}", "").strip() for end in ("from", "to"))
            for part in "ab"
        ]
        filled = [pair for pair in pairs if any(pair)]
        problems = [problem for pair in filled if (problem := problem_of(*pair))]
        if problems:
            errors[number] = problems[0]
        elif len(filled) == 2 and filled[0][0] < filled[1][1] and filled[1][0] < filled[0][1]:
            errors[number] = "The two stretches overlap."
        elif filled and not any(name.startswith(f"mode-{number}-") for name in form):
            errors[number] = "Choose at least one way of meeting."
    return errors


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
