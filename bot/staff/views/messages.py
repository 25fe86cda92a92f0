"""The queue of texts: what is due, sent, failed and held back, and why; and who wants none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from aiohttp import web

from actions.basis.audit import record
from actions.basis.errors import ActionError, NotFound
from actions.basis.work import Work
from actions.texts.retry_text import retry_text
from bot.delivery.bounds import day_of
from bot.staff.presenters.queue import QueueLine, planned_line, queued_line, wish_line
from bot.staff.visit import Visit
from storage.models.message import NOT_ARRIVED
from storage.unit_of_work import UnitOfWork
from storage.views.queue import TEXTS, opt_outs, planned_texts, queued_texts
from storage.views.sent import segments_since

PAGE = 50
HERE = "/staff/messages"
_STATUSES: Mapping[str, Sequence[str]] = {
    "failed": tuple(sorted(NOT_ARRIVED)),
    "queued": ("queued", "sending"),
    "sent": ("sent", "delivered"),
    "cancelled": ("cancelled",),
}
TABS = ("failed", "due", "held", "queued", "sent", "cancelled")
KINDS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "reminder": (("reminder",), ("reminder",)),
    "check_in": (("check_in",), ("check_in", "check_in_nudge")),
    "staff": (("staff",), ()),
    "reply": (("reply", "crisis"), ()),
    "other": (("notice", "nudge", "opt_out"), tuple(set(TEXTS) - {"reminder", "check_in"})),
}
"""What can be asked for: the kinds of messages and of timers that it is."""


async def show(visit: Visit) -> web.Response:
    query = visit.request.query
    tab = query.get("status", "failed")
    tab = tab if tab in TABS else "failed"
    kind = query.get("kind", "") if query.get("kind", "") in KINDS else ""
    code = query.get("practice", "")
    mine = visit.session.practices
    ids = [one.id for one in mine if code in ("", one.code)] or [one.id for one in mine]
    async with visit.reading() as uow:
        lines = await _lines(visit, uow, ids, tab, kind, query.get("after") or None)
        costly = await _over_ceiling(visit, uow)
    chosen = {"status": tab, "kind": kind, "practice": code}
    shown, more = _paged(lines, chosen)
    return visit.page(
        "staff/messages.html",
        {
            "here": HERE,
            "lines": shown,
            "chosen": chosen,
            "tabs": TABS,
            "practices": mine,
            "costly": costly,
            "next_page": f"{HERE}?{more}" if more else "",
        },
    )


async def _over_ceiling(visit: Visit, uow: UnitOfWork) -> list[str]:
    """Names of practices whose texts have cost what a day may: what we begin waits there."""
    most = visit.desk.settings.config.segments_a_day()
    if most is None:
        return []
    return [
        one.name
        for one in visit.session.practices
        if await segments_since(uow, one.id, day_of(visit.now, one.timezone)[0]) >= most
    ]


async def _lines(
    visit: Visit, uow: UnitOfWork, ids: Sequence[str], tab: str, kind: str, after: str | None
) -> list[QueueLine]:
    zones = {one.id: one.timezone for one in visit.session.practices}
    of_messages, of_timers = KINDS.get(kind, ((), TEXTS))
    if tab in ("due", "held"):
        planned = await planned_texts(
            uow,
            ids,
            held=tab == "held",
            now=visit.now,
            limit=PAGE + 1,
            kinds=of_timers,
            after=after,
        )
        return [planned_line(one, zones[one.timer.practice_id], now=visit.now) for one in planned]
    queued = await queued_texts(
        uow, ids, statuses=_STATUSES[tab], limit=PAGE + 1, kinds=of_messages, after=after
    )
    return [queued_line(one, zones[one.message.practice_id], now=visit.now) for one in queued]


def _paged(lines: Sequence[QueueLine], chosen: Mapping[str, str]) -> tuple[list[QueueLine], str]:
    """One page, and the query of the next; "" after the last."""
    shown = list(lines[:PAGE])
    if len(lines) <= PAGE:
        return shown, ""
    return shown, urlencode({k: v for k, v in {**chosen, "after": shown[-1].id}.items() if v})


async def post_retry(visit: Visit) -> web.Response:
    """Try one text again."""
    message_id = visit.request.match_info["message"]
    async with visit.reading() as uow:
        message = await uow.messages.get(message_id)
    if message is None or message.practice_id not in visit.session.practice_ids:
        raise NotFound("There is no such text.")
    try:
        async with visit.working(message.practice_id) as work:
            await retry_text(work, message_id, visit.session.staff_id)
    except NotFound:
        raise
    except ActionError as error:
        return visit.back_to(HERE, error.code)
    return visit.back_to(HERE, "retried" if message.kind == "reminder" else "said_again")


async def show_opt_outs(visit: Visit) -> web.Response:
    """Who wants no texts. There is no way here to change that: only their own START does."""
    after = visit.request.query.get("after") or None
    zones = {one.id: one.timezone for one in visit.session.practices}
    async with visit.desk.db.begin() as uow:
        found = await opt_outs(uow, visit.session.practice_ids, limit=PAGE + 1, after=after)
        for practice_id in visit.session.practice_ids:
            await _note_read(visit, uow, practice_id)
    lines = [wish_line(one, zones[one.opt_out.practice_id]) for one in found[:PAGE]]
    more = f"/staff/opt-outs?after={lines[-1].id}" if len(found) > PAGE else ""
    context = {"here": HERE, "lines": lines, "tabs": TABS, "next_page": more}
    return visit.page("staff/opt_outs.html", context)


async def _note_read(visit: Visit, uow: UnitOfWork, practice_id: str) -> None:
    practice = await uow.practices.get(practice_id)
    if practice is not None:
        work = Work(uow=uow, now=visit.now, practice=practice, actor=visit.session.actor)
        record(work, "read_opt_outs", practice_id, subject_type="practice")
