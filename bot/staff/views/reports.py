"""Reports without names, for every role: pages, and each table as a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from aiohttp import web

from actions.basis.audit import record_at_each
from bot.staff.presenters.reports.answers import present_answers
from bot.staff.presenters.reports.attendance import present_attendance
from bot.staff.presenters.reports.demand import present_demand
from bot.staff.presenters.reports.gaps import present_gaps
from bot.staff.presenters.reports.period import CHOICES, month_choices
from bot.staff.presenters.reports.table import Report, csv_of
from bot.staff.presenters.reports.texts import present_texts
from bot.staff.presenters.reports.waits import present_waits
from bot.staff.presenters.reports.working_days import calendar_of
from bot.staff.route import View
from bot.staff.views.report_request import Asked, asked_of
from bot.staff.visit import Visit
from storage.unit_of_work import UnitOfWork
from storage.views.reports.answers import answers
from storage.views.reports.attendance import attendance
from storage.views.reports.demand import demand
from storage.views.reports.gaps import gaps
from storage.views.reports.texts import texts
from storage.views.reports.waits import waits

PATH: Final = "/staff/reports"
Maker: TypeAlias = Callable[[UnitOfWork, Visit, Asked], Awaitable[Report]]


async def _demand(uow: UnitOfWork, visit: Visit, asked: Asked) -> Report:
    found = await demand(uow, asked.scope)
    return present_demand(found, period=asked.period, practices=asked.names)


async def _waits(uow: UnitOfWork, visit: Visit, asked: Asked) -> Report:
    days = calendar_of(asked.period, asked.timezone)
    return present_waits(await waits(uow, asked.scope, visit.now, days))


async def _attendance(uow: UnitOfWork, visit: Visit, asked: Asked) -> Report:
    return present_attendance(await attendance(uow, asked.scope))


async def _answers(uow: UnitOfWork, visit: Visit, asked: Asked) -> Report:
    return present_answers(await answers(uow, asked.scope))


async def _gaps(uow: UnitOfWork, visit: Visit, asked: Asked) -> Report:
    places = {one.id: one.name for one in asked.practices}
    for practice in await uow.staff.practices_of(visit.session.staff_id):
        if practice.id in places and practice.settings.place:
            places[practice.id] = f"{practice.settings.place} ({practice.name})"
    return present_gaps(await gaps(uow, asked.scope), places=places)


async def _texts(uow: UnitOfWork, visit: Visit, asked: Asked) -> Report:
    pence = visit.desk.settings.config.delivery.pence_per_segment
    return present_texts(await texts(uow, asked.scope), pence_per_segment=pence)


REPORTS: Final[Mapping[str, tuple[str, str, Maker]]] = {
    "demand": ("", "Who asks", _demand),
    "waits": ("/waits", "Waits", _waits),
    "appointments": ("/appointments", "Appointments", _attendance),
    "check-ins": ("/check-ins", "How people are doing", _answers),
    "texts": ("/texts", "Texts and cost", _texts),
    "gaps": ("/gaps", "Gaps", _gaps),
}
"""Each report's path below PATH, its name in the row of reports, and what makes it."""


def page_of(key: str) -> View:
    """The view of one report."""

    async def show(visit: Visit) -> web.Response:
        asked = asked_of(visit)
        report = await _make(visit, key, asked)
        return visit.page(
            "staff/report.html",
            {
                "here": PATH,
                "report": report,
                "path": PATH + REPORTS[key][0],
                **common(visit, asked, key),
            },
            status=422 if asked.period.problem else 200,
        )

    return show


async def download(visit: Visit) -> web.Response:
    """One table as CSV; who took it is kept in the trail of each practice."""
    asked = asked_of(visit)
    key = visit.request.query.get("report", "")
    if key not in REPORTS or asked.period.problem:
        raise web.HTTPNotFound
    report = await _make(visit, key, asked)
    try:
        table = report.table(visit.request.query.get("table", ""))
    except KeyError:
        raise web.HTTPNotFound from None
    name = f"{report.key}-{table.key}"
    await took(visit, asked, "downloaded_report", {"file": name, **months_of(asked)})
    return csv_file(csv_of(table), f"{name}-{asked.period.first:%Y-%m}")


async def took(visit: Visit, asked: Asked, action: str, detail: Mapping[str, str]) -> None:
    """Keep in the trail that this person took a file away; `detail` says which, and what of."""
    async with visit.desk.db.begin() as uow:
        record_at_each(
            uow,
            [one.id for one in asked.practices],
            action,
            actor=visit.session.actor,
            now=visit.now,
            detail=detail,
        )


def months_of(asked: Asked) -> dict[str, str]:
    """The period of a file, for the trail."""
    return {"from": f"{asked.period.first:%Y-%m}", "to": f"{asked.period.last_month:%Y-%m}"}


def csv_file(text: str, name: str) -> web.Response:
    """A file that Excel opens as it is: without the mark it takes "£" for two other letters."""
    mark = "" if text.isascii() else "\ufeff"
    return web.Response(
        text=mark + text,
        content_type="text/csv",
        charset="utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}.csv"',
        },
    )


def common(visit: Visit, asked: Asked, key: str) -> dict[str, object]:
    """What every page of reports shows: the row of reports, and the form for time and practice."""
    tabs = [
        (asked.address(PATH + path), name, one == key) for one, (path, name, _) in REPORTS.items()
    ]
    team = (asked.address(PATH + "/practice-team"), "For the practice team", key == "team")
    mine = visit.session.practices
    return {
        "asked": asked,
        "tabs": [*tabs, team],
        "choices": CHOICES,
        "months": month_choices(asked.today),
        "practice_options": [("", "All my practices"), *((one.code, one.name) for one in mine)],
    }


async def moved(visit: Visit) -> web.Response:
    """Figures were a page of their own once; bookmarks still lead somewhere."""
    return web.Response(status=308, headers={"Location": PATH})


async def _make(visit: Visit, key: str, asked: Asked) -> Report:
    async with visit.reading() as uow:
        return await REPORTS[key][2](uow, visit, asked)
