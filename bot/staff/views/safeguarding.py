"""Safeguarding records of one referral: read, add, put right by a further one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import AlreadyClosed, NotAllowed
from actions.basis.work import Work
from actions.casework.record_safeguarding import Concern, record_safeguarding
from bot.staff.presenters.safeguarding import present_safeguarding
from bot.staff.views.conversation import find_book, practice_of
from bot.staff.visit import Visit


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post(visit: Visit) -> web.Response:
    try:
        async with visit.working(await practice_of(visit)) as work:
            told = _concern(visit.form, work)
            await record_safeguarding(work, visit.referral_id, visit.session.staff_id, told)
    except (NotAllowed, AlreadyClosed) as error:
        return await _render(visit, error=str(error), status=422)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}/safeguarding", "safeguarded")


async def _render(visit: Visit, *, error: str = "", status: int = 200) -> web.Response:
    async with visit.working(await practice_of(visit)) as work:
        book = await find_book(work, visit)
        record(work, "read", visit.referral_id, detail={"page": "safeguarding"})
        now = work.now_for(book.dossier.details.patient).astimezone(work.timezone)
        page = present_safeguarding(book, work.practice, now=now, form=visit.form)
    context = {"here": "", "page": page, "error": error}
    return visit.page("staff/safeguarding.html", context, status=status)


def _concern(form: Mapping[str, str], work: Work) -> Concern:
    """The form as a record; raises NotAllowed where a day or time cannot be read."""
    try:
        noticed_on = date.fromisoformat(form.get("noticed_on", "").strip())
        raised = f"{form.get('raised_on', '').strip()}T{form.get('raised_time', '').strip()}"
        local = datetime.fromisoformat(raised)
    except ValueError:
        raise NotAllowed("Choose the days, and write the time like 14:30.") from None
    return Concern(
        concern=form.get("concern", ""),
        noticed_on=noticed_on,
        raised_to=form.get("raised_to", ""),
        raised_at=local.replace(tzinfo=ZoneInfo(work.practice.timezone)).astimezone(UTC),
        next_step=form.get("next_step", ""),
        corrects_id=form.get("corrects", "").strip() or None,
    )
