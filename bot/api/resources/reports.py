"""The core data set of Public Health Scotland as CSV, by what the token's role may see."""

from __future__ import annotations

from aiohttp import web

from actions.basis.audit import record
from actions.privacy.core_dataset import COLUMNS, file_for, line_of
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.schemas.base import Given, PracticeCode
from bot.web.csv_cells import to_csv
from storage.models.staff import EVERYONE
from storage.views.core_dataset import core_dataset


class DatasetQuery(Given):
    practice: PracticeCode = None


async def get_core_dataset(call: Call[DatasetQuery, None]) -> web.Response:
    call.require_own_practice(call.query.practice)
    code = call.caller.practice_code
    async with call.working() as work:
        rows = await core_dataset(work.uow, [call.caller.practice_id])
        found = [line_of(row, code, work.timezone) for row in rows]
        name, lines = file_for(call.caller.role, found)
        record(
            work,
            "exported_core_dataset",
            work.practice.id,
            subject_type="practice",
            detail={"file": name, "rows": str(len(lines))},
        )
    return web.Response(
        text=to_csv(COLUMNS, lines),
        content_type="text/csv",
        charset="utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}.csv"',
        },
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/reports/core-dataset.csv",
        name="coreDataset",
        summary="The core data set: a row per referral, no names; without persons for a lead",
        tag="Reports",
        handler=get_core_dataset,
        roles=EVERYONE,
        query=DatasetQuery,
        answer_type="text/csv",
        problems=(404,),
    ),
)
