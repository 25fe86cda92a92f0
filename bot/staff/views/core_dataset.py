"""The core data set for those who answer for a service: rows with ids for managers, without for
leads."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiohttp import web

from actions.privacy.core_dataset import COLUMNS, file_for, line_of
from bot.staff.views.report_request import asked_of
from bot.staff.views.reports import csv_file, took
from bot.staff.visit import Visit
from bot.web.csv_cells import to_csv
from storage.views.core_dataset import core_dataset


async def download(visit: Visit) -> web.Response:
    """Every referral of these practices, whenever it was made."""
    asked = asked_of(visit)
    practices = {one.id: one for one in asked.practices}
    async with visit.reading() as uow:
        rows = await core_dataset(uow, list(practices))
        lines = [
            line_of(row, practice.code, ZoneInfo(practice.timezone))
            for row in rows
            for practice in [practices[row.referral.practice_id]]
        ]
    name, shown = file_for(visit.session.role, lines)
    # The page's period does not bound it: what it holds is every referral there ever was.
    await took(visit, asked, "exported_core_dataset", {"file": name, "rows": str(len(lines))})
    return csv_file(to_csv(COLUMNS, shown), name)
