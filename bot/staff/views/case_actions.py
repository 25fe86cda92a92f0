"""What a link worker does with a conversation: one form each, one function of actions/ each."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from actions.basis.work import Work
from actions.booking.book import book
from actions.booking.move import move
from actions.booking.set_status import set_status
from actions.casework.add_note import add_note
from actions.casework.case_as_shown import require_case_as_shown
from actions.casework.close import close
from actions.casework.hand_back import hand_back
from actions.casework.mark_seen import mark_seen
from actions.casework.record_call import CallMade, record_call
from actions.casework.take_over import take_over
from actions.texts.reach_as_shown import require_reach_as_shown
from actions.texts.set_texting import Texting, set_texting
from bot.staff.presenters.booked import booked_words
from bot.staff.presenters.marked import marked_words
from bot.staff.views.calendar_desk import chosen_time
from bot.staff.views.doing import do
from bot.staff.visit import Visit


async def post_seen(visit: Visit) -> web.Response:
    return await do(
        visit, lambda work: mark_seen(work, visit.referral_id, visit.session.staff_id), "seen"
    )


async def post_take_over(visit: Visit) -> web.Response:
    force = visit.field("anyway") == "yes"
    return await do(
        visit,
        lambda work: take_over(work, visit.referral_id, visit.session.staff_id, force=force),
        "taken_over",
    )


async def post_hand_back(visit: Visit) -> web.Response:
    force = visit.field("anyway") == "yes"

    async def give(work: Work) -> None:
        await _require_as_shown(visit, work, "as_shown")
        await hand_back(work, visit.referral_id, visit.session.staff_id, force=force)

    return await do(visit, give, "handed_back")


async def post_note(visit: Visit) -> web.Response:
    text = visit.field("note")
    return await do(
        visit,
        lambda work: add_note(work, visit.referral_id, visit.session.staff_id, text),
        "noted",
    )


async def post_call(visit: Visit) -> web.Response:
    made = CallMade(
        outcome=visit.field("call_outcome"),
        minutes=visit.field("call_minutes"),
        note=visit.field("call_note"),
    )
    return await do(
        visit,
        lambda work: record_call(work, visit.referral_id, visit.session.staff_id, made),
        "called",
    )


async def post_close(visit: Visit) -> web.Response:
    async def put_away(work: Work) -> None:
        await _require_as_shown(visit, work, "close_as_shown")
        await close(work, visit.referral_id, visit.field("outcome"))

    shown_again = {"is_closing": "yes", "outcome": visit.field("outcome")}
    return await do(visit, put_away, "closed", if_refused=shown_again)


async def _require_as_shown(visit: Visit, work: Work, field: str) -> None:
    await require_case_as_shown(work, visit.referral_id, visit.field(field), visit.session.staff_id)


async def post_texting(visit: Visit) -> web.Response:
    wanted = Texting(
        safe_to_text=visit.field("safe_to_text"),
        is_neutral=visit.field("neutral_wording") == "yes",
        is_held=visit.field("scheduled_texts_held") == "yes",
        is_confirmed=visit.field("is_confirmed") == "yes",
        safe_to_call=visit.field("safe_to_call") or None,
        contact_advice=visit.form.get("contact_advice"),
        refuses_calls=visit.field("refuses_calls") == "yes" if visit.field("asks_calls") else None,
    )

    async def save(work: Work) -> None:
        shown = visit.field("reach_as_shown")
        as_asked = await require_reach_as_shown(work, visit.referral_id, shown, wanted)
        await set_texting(work, visit.referral_id, as_asked)

    return await do(visit, save, "safety_saved")


async def post_book(visit: Visit) -> web.Response:
    starts_at, worker = _time(visit, "book_time")
    said = ""

    async def book_it(work: Work) -> None:
        nonlocal said
        made = await book(
            work,
            visit.referral_id,
            worker,
            starts_at,
            visit.field("mode"),  # type: ignore[arg-type]  # book refuses what is not offered
        )
        said = await booked_words(work, made, visit.session.staff_id)

    return await do(visit, book_it, lambda: said)


async def post_move(visit: Visit) -> web.Response:
    starts_at, worker = _time(visit, "move_time")
    return await do(
        visit,
        lambda work: move(work, visit.request.match_info["appointment"], starts_at, worker),
        "moved",
        owns_appointment=True,
    )


async def post_status(visit: Visit) -> web.Response:
    said = ""

    async def mark(work: Work) -> None:
        nonlocal said
        marked = await set_status(
            work, visit.request.match_info["appointment"], visit.field("status")
        )
        said = await marked_words(work, marked, visit.session.staff_id)

    return await do(visit, mark, lambda: said, owns_appointment=True)


def _time(visit: Visit, field: str) -> tuple[datetime, str]:
    """The time and link worker chosen from the list; HTTPBadRequest for what was not on it."""
    chosen = chosen_time(visit.field(field))
    if chosen is None:
        raise web.HTTPBadRequest
    return chosen
