"""The flows as patients meet them, and how far people came in them; for every role."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.staff.presenters.flows_seen.flow_pages import FlowView, present_flow, present_flows
from bot.staff.presenters.reports.period import CHOICES, USUAL
from bot.staff.presenters.reports.table import Row, Table, csv_of
from bot.staff.presenters.reports.told import Told
from bot.staff.views.report_request import Asked, asked_of
from bot.staff.views.reports import csv_file, months_of, took
from bot.staff.visit import Visit
from storage.views.reports.steps import Steps, steps

PATH: Final = "/staff/flows"
SILENT: Final = timedelta(days=1)
"""After so long without an answer somebody has stopped at a question."""
# Turns are read one by one to count them: a year of a large programme would take too long.
_CHOICES: Final = tuple(one for one in CHOICES if one[0] in ("this_month", "last_month", USUAL))


async def show_all(visit: Visit) -> web.Response:
    asked = _asked(visit)
    lines = present_flows(visit.desk.flows, await _found(visit, asked))
    return visit.page("staff/flows.html", {**_common(visit, asked), "lines": lines})


async def show_one(visit: Visit) -> web.Response:
    """One flow drawn, or with `?file=csv` its steps as a file; HTTPNotFound for no such flow."""
    asked = _asked(visit)
    flow = visit.desk.flows.flows.get(visit.request.match_info["flow"])
    if flow is None or flow.is_pattern:
        raise web.HTTPNotFound
    view = present_flow(flow, visit.desk.flows, await _found(visit, asked))
    if visit.request.query.get("file") == "csv":
        name = f"flow-{flow.id}"
        await took(visit, asked, "downloaded_report", {"file": name, **months_of(asked)})
        return csv_file(csv_of(_table(view)), f"{name}-{asked.period.first:%Y-%m}")
    path = f"{PATH}/{flow.id}"
    return visit.page(
        "staff/flow.html",
        {
            **_common(visit, asked),
            "view": view,
            "path": path,
            "file": asked.address(path, file="csv"),
        },
    )


def _table(view: FlowView) -> Table:
    none = Told(shown="not counted", size=None)
    return Table(
        key="steps",
        title=view.line.name,
        head="Step",
        columns=("People who came by", "Stopped here"),
        rows=tuple(
            Row(name=f"{one.number} {one.words}", cells=(one.came or none, one.left or none))
            for one in view.steps
        ),
    )


async def _found(visit: Visit, asked: Asked) -> Steps:
    async with visit.reading() as uow:
        return await steps(uow, asked.scope, silent_since=visit.now - SILENT)


def _asked(visit: Visit) -> Asked:
    asked = asked_of(visit)
    if asked.period.choice not in dict(_CHOICES):
        raise web.HTTPNotFound
    return asked


def _common(visit: Visit, asked: Asked) -> dict[str, object]:
    mine = visit.session.practices
    return {
        "here": PATH,
        "path": PATH,
        "asked": asked,
        "choices": _CHOICES,
        "months": (),
        "practice_options": [("", "All my practices"), *((one.code, one.name) for one in mine)],
        "has_simulator": visit.desk.settings.is_demo,
    }
