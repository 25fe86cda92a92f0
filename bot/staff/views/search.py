"""Find a person. The words come in a POST and are sealed in the address that it leads to, so that
no address, history or log can be read, and Back finds the page again."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from actions.basis.audit import record_at_each
from actions.casework.look import SHOWN_FOR
from actions.casework.search_people import MOST_FOUND, search_people
from bot.staff.presenters.inbox_row import present_rows
from bot.staff.sealed_words import seal_words, unseal_words
from bot.staff.visit import Visit
from storage.search_words import terms_of
from storage.views.dossiers import staff_of

LONGEST = 200


async def post_search(visit: Visit) -> web.Response:
    """To the page of what is found."""
    words = seal_words(visit.desk.keyring, visit.session, visit.field("q")[:LONGEST])
    return visit.back_to(f"/staff/search?{urlencode({'words': words})}")


async def show(visit: Visit) -> web.Response:
    """What was found; the page before anything was looked for, also to another session."""
    query = unseal_words(visit.desk.keyring, visit.session, visit.request.query.get("words", ""))
    if query is None:
        return visit.page("staff/search.html", _context())
    if terms_of(query):
        return await _found(visit, query)
    error = "Write a name, the last digits of a number, or a word they used."
    return visit.page("staff/search.html", {**_context(), "q": query, "error": error}, status=422)


async def _found(visit: Visit, query: str) -> web.Response:
    ids, now, session = visit.session.practice_ids, visit.now, visit.session
    async with visit.reading() as uow:
        found = await search_people(uow, ids, query)
        rows = await uow.referrals.rows(found[:MOST_FOUND], now)
        threads = [one.conversation.id for one in rows]
        shown = present_rows(
            rows,
            staff=await staff_of(uow, ids),
            presence=await uow.presence.since(threads, now - SHOWN_FOR),
            session=session,
            now=now,
        )
    async with visit.desk.db.begin() as uow:
        detail = {"found": len(found)}
        record_at_each(uow, ids, "searched", actor=session.actor, now=now, detail=detail)
    context = {"q": query, "rows": shown, "has_more": len(found) > MOST_FOUND, "is_asked": True}
    return visit.page("staff/search.html", {**_context(), **context})


def _context() -> dict[str, object]:
    return {
        **{"here": "/staff/", "q": "", "error": "", "rows": (), "has_more": False},
        **{"is_asked": False, "most": MOST_FOUND},
    }
