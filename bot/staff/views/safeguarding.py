"""Safeguarding records of one referral: read, add, put right by a further one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import AlreadyClosed, NotAllowed, NotFilledIn, WrongField
from actions.basis.work import Work
from actions.casework.record_safeguarding import Concern, record_safeguarding
from bot.staff.presenters.safeguarding import present_safeguarding
from bot.staff.views.conversation import find_book, practice_of
from bot.staff.visit import Visit

_T = TypeVar("_T")


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def post(visit: Visit) -> web.Response:
    try:
        async with visit.working(await practice_of(visit)) as work:
            told = _concern(visit.form, work)
            await record_safeguarding(work, visit.referral_id, visit.session.staff_id, told)
    except (NotAllowed, AlreadyClosed) as error:
        field = error.field if isinstance(error, WrongField) else ""
        return await _render(visit, error=str(error), at=field, status=422)
    return visit.back_to(f"/staff/referrals/{visit.referral_id}/safeguarding", "safeguarded")


async def _render(
    visit: Visit, *, error: str = "", at: str = "", status: int = 200
) -> web.Response:
    """`error` is of the field `at`, "" for one of none."""
    async with visit.working(await practice_of(visit)) as work:
        book = await find_book(work, visit)
        record(work, "read", visit.referral_id, detail={"page": "safeguarding"})
        now = work.now_for(book.dossier.details.patient).astimezone(work.timezone)
        page = present_safeguarding(book, work.practice, now=now, form=visit.form)
    context = {"here": "", "page": page, "error": error, "error_at": at}
    return visit.page("staff/safeguarding.html", context, status=status)


def _concern(form: Mapping[str, str], work: Work) -> Concern:
    """The form as a record; raises NotFilledIn where a day or time cannot be read."""
    noticed_on = _read(form, "noticed_on", date.fromisoformat, "Choose the day you noticed it.")
    raised_on = _read(form, "raised_on", date.fromisoformat, "Choose the day you raised it.")
    such = "Write the time you raised it, like 14:30."
    raised_time = _read(form, "raised_time", time.fromisoformat, such)
    local = datetime.combine(raised_on, raised_time)
    return Concern(
        concern=form.get("concern", ""),
        noticed_on=noticed_on,
        raised_to=form.get("raised_to", ""),
        raised_at=local.replace(tzinfo=ZoneInfo(work.practice.timezone)).astimezone(UTC),
        next_step=form.get("next_step", ""),
        corrects_id=form.get("corrects", "").strip() or None,
    )


def _read(form: Mapping[str, str], field: str, read: Callable[[str], _T], sentence: str) -> _T:
    try:
        return read(form.get(field, "").strip())
    except ValueError:
        raise NotFilledIn(field, sentence) from None
