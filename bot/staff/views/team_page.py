"""The page for the practice team: one month of one practice, made to be printed."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from bot.staff.presenters.reports.period import Period, add_months, month_choices, month_in
from bot.staff.presenters.reports.team_page import Found, present_team_page
from bot.staff.presenters.reports.working_days import calendar_of
from bot.staff.views.report_request import asked_of
from bot.staff.views.reports import PATH, common
from bot.staff.visit import Visit
from storage.views.reports.answers import answers
from storage.views.reports.attendance import attendance
from storage.views.reports.demand import demand
from storage.views.reports.gaps import gaps, people_told
from storage.views.reports.waits import waits


async def show(visit: Visit) -> web.Response:
    """Last month unless another is asked for; the first practice unless one is."""
    asked = asked_of(visit)
    if not asked.practices:
        raise web.HTTPNotFound
    month = month_in(visit.request.query.get("month", "")) or add_months(asked.today, -1)
    period = Period(choice="months", first=month, end=add_months(month, 1))
    one = asked.practices[0]
    scope = replace(asked, period=period, practices=(one,)).scope
    async with visit.reading() as uow:
        practice = await uow.practices.get(one.id)
        if practice is None:
            raise web.HTTPNotFound
        found = Found(
            demand=await demand(uow, scope),
            waits=await waits(uow, scope, visit.now, calendar_of(period, one.timezone)),
            attendance=await attendance(uow, scope),
            answers=await answers(uow, scope),
            gaps=await gaps(uow, scope),
            told=await people_told(uow, scope),
        )
    view = present_team_page(
        found, practice=one.name, role=practice.settings.role_title, month=month
    )
    return visit.page(
        "staff/team_page.html",
        {
            **common(visit, asked, "team"),
            "here": PATH,
            "view": view,
            "code": one.code,
            "month": f"{month:%Y-%m}",
            "month_options": month_choices(asked.today),
            "practice_options": [(each.code, each.name) for each in visit.session.practices],
        },
    )
