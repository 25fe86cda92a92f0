"""A copy of all that is kept of a person, for them: read through, struck where it must be, taken
away as a file. Nothing is kept of the file itself."""

from __future__ import annotations

from typing import Final

import orjson
from aiohttp import web

from actions.basis.errors import NotAllowed, WrongField
from actions.basis.work import Work
from actions.privacy.export_patient import export_for_redaction
from actions.privacy.redact import REASONS, Marks, redacted_export
from bot.staff.presenters.person_copy import sections_of
from bot.staff.views.conversation import practice_of
from bot.staff.visit import Visit
from storage.models import Practice
from storage.views.dossiers import staff_of

STRIKE: Final = "strike-"
FORMS: Final = ("html", "json")


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post(visit: Visit) -> web.Response:
    """The file, without what was marked."""
    form = visit.field("form")
    if form not in FORMS:
        sentence = "Choose a file to read or a file for machines."
        return await _render(visit, error=NotAllowed(sentence))
    try:
        async with visit.working(await practice_of(visit)) as work:
            patient_id = await patient_of(work, visit)
            found = await redacted_export(work, patient_id, _marks(visit), form)
            names = await _names(work)
    except NotAllowed as error:
        return await _render(visit, error=error)
    if form == "json":
        body = orjson.dumps(found.export, option=orjson.OPT_INDENT_2, default=str)
        return _file(body, "application/json", "json")
    html = visit.desk.templates.get_template("staff/person_file.html").render(
        sections=sections_of(found.export, zone=work.timezone, staff=names),
        practice=work.practice,
        made_at=work.now,
        places=found.places,
    )
    return _file(html.encode(), "text/html", "html")


async def patient_of(work: Work, visit: Visit) -> str:
    referral = await work.uow.referrals.get(visit.referral_id)
    if referral is None:
        raise web.HTTPNotFound
    return referral.patient_id


def place_of(error: NotAllowed | None) -> dict[str, str]:
    """For a template: what is wrong, and at which field; of the whole page where it is at none."""
    at = error.field if isinstance(error, WrongField) else "main"
    return {"error": str(error or ""), "error_at": at}


def _marks(visit: Visit) -> Marks:
    chosen = visit.field("reason")
    reason = next((one for one in REASONS if one == chosen), None)
    lines = visit.field("words").splitlines()
    pieces = [name.removeprefix(STRIKE) for name in visit.form if name.startswith(STRIKE)]
    return Marks(
        pieces=frozenset(pieces),
        words=tuple(line.strip() for line in lines if line.strip()),
        reason=reason,
    )


async def _names(work: Work) -> dict[str, str]:
    staff = await staff_of(work.uow, [work.practice.id])
    return {one.id: one.name for one in staff.values()}


async def _render(visit: Visit, *, error: NotAllowed | None = None) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        export = await export_for_redaction(work, await patient_of(work, visit))
        sections = sections_of(export, zone=work.timezone, staff=await _names(work))
        practice: Practice = work.practice
    return visit.page(
        "staff/person_copy.html",
        {
            "here": "",
            "path": f"/staff/referrals/{visit.referral_id}",
            "practice": practice,
            "sections": sections,
            "reasons": REASONS,
            "form": visit.form,
            "strike": STRIKE,
            "is_new": not visit.form,
            **place_of(error),
        },
        status=422 if error else 200,
    )


def _file(body: bytes, content_type: str, ending: str) -> web.Response:
    return web.Response(
        body=body,
        content_type=content_type,
        charset="utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="copy-of-record.{ending}"',
        },
    )
