"""Appointments from a spreadsheet: choose a file, read what is wrong beside each row, confirm.

The file itself waits in the form of the preview, so nothing of it is kept before the word; on
confirming it is read and checked anew, since the diary may have changed meanwhile.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from aiohttp import web

from actions.basis.audit import record
from actions.basis.work import Work
from actions.booking.who_keeps_visits import who_keeps_visits
from actions.imports.appointment_sheet import SheetUnreadable, read_bytes, read_sheet
from actions.imports.check_appointments import CheckedRow, check_appointments, good
from actions.imports.import_appointments import Imported, ImportRefused, import_appointments
from actions.imports.look_up_appointments import look_up_appointments
from bot.live import ANY
from bot.staff.faults import Faults
from bot.staff.presenters.import_preview import present_preview
from bot.staff.views.settings.frame import practice_id_of, practice_of, render
from bot.staff.visit import Visit

MOST_BYTES = 150_000
_TOO_BIG = (
    f"The file is larger than {MOST_BYTES // 1000} KB. If it is a CSV file of appointments, "
    "split it and import the parts."
)


async def show(visit: Visit) -> web.Response:
    return await _refuse(visit, Faults())


async def refuse_too_big(visit: Visit) -> web.Response:
    """The page again for a file so large that it was not read."""
    faults = Faults()
    faults.add("file", _TOO_BIG)
    return await _refuse(visit, faults)


async def post(visit: Visit) -> web.Response:
    """A chosen file becomes a preview; a confirmed one is imported, all rows or none."""
    practice_id, faults = practice_id_of(visit), Faults()
    body = await _file(visit, faults)
    is_confirmed = visit.field("confirm") == "yes"
    if faults:
        return await _refuse(visit, faults)
    try:
        async with visit.working(practice_id) as work:
            rows = await _checked(work, body)
            is_reminded = work.practice.settings.reminders.enabled
            if is_confirmed:
                done = await _import(work, rows)
            else:
                count = {"rows": len(rows)}
                record(work, "read_import", practice_id, subject_type="practice", detail=count)
    except SheetUnreadable as error:
        for problem in error.problems:
            faults.add("file", f"{error.place.capitalize()}: {problem}.")
        return await _refuse(visit, faults)
    except ImportRefused as error:
        _add(rows, error)
    else:
        if is_confirmed:
            visit.desk.live.publish(practice_id, ANY)
            return visit.back_to("/staff/appointments", _said(done, is_reminded=is_reminded))
    return await _preview(visit, rows, body)


async def _checked(work: Work, body: bytes) -> list[CheckedRow]:
    team = await who_keeps_visits(work)
    sheet = read_sheet(read_bytes(body))
    rows = check_appointments(sheet, practice=work.practice, team=team, now=work.now)
    await look_up_appointments(work.uow, work.practice, rows)
    return rows


async def _import(work: Work, rows: Sequence[CheckedRow]) -> Imported:
    """All or none: one row with a problem, found now or a minute ago, and none is kept."""
    if any(row.problems for row in rows):
        raise ImportRefused([])
    return await import_appointments(work, good(rows))


def _said(done: Imported, *, is_reminded: bool) -> str:
    if done.called_off and not done.made:
        return "imported_called_off"
    if done.kept and not done.made:
        return "imported_times"
    return "imported" if is_reminded else "imported_unreminded"


def _add(rows: Sequence[CheckedRow], error: ImportRefused) -> None:
    told = dict(error.rows)
    for row in rows:
        if row.row in told and not row.problems:
            row.problems.append(("starts_at", told[row.row]))


async def _file(visit: Visit, faults: Faults) -> bytes:
    """What was chosen now, or what the preview has kept in its form."""
    chosen = (await visit.request.post()).get("file")
    if isinstance(chosen, web.FileField):
        body = chosen.file.read(MOST_BYTES + 1)
    else:
        body = _decoded(visit.form.get("data", ""))
    if len(body) > MOST_BYTES:
        faults.add("file", _TOO_BIG)
    elif not body:
        faults.add("file", "Choose a CSV file that has some rows.")
    return body


def _decoded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        return b""


async def _refuse(visit: Visit, faults: Faults) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
    return render(visit, "import", practice, {"most_kb": MOST_BYTES // 1000}, faults)


async def _preview(visit: Visit, rows: Sequence[CheckedRow], body: bytes) -> web.Response:
    async with visit.reading() as uow:
        practice = await practice_of(visit, uow)
        staff = await uow.staff.of_practice(practice.id)
    view = present_preview(rows, {one.id: one.name for one in staff}, practice)
    data = base64.urlsafe_b64encode(body).decode()
    context = {"here": "/staff/settings", "practice": practice, "preview": view, "data": data}
    # A file with problems was not refused for its form: the page says beside each row what to do.
    return visit.page("staff/settings/import_preview.html", context)
