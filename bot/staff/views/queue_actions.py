"""What moves a referral in the queue: whose it is, snooze, mute; and who has it open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from aiohttp import web

from actions.basis.errors import ActionError, NotAllowed, NotFound
from actions.basis.work import Work
from actions.casework.assign import assign
from actions.casework.look import SHOWN_FOR, conversation_of, look, stop_looking
from actions.casework.mute import mute, unmute
from actions.casework.snooze import snooze, unsnooze, until_of
from bot.staff.presenters.inbox_filters import INBOX, read_filters
from bot.staff.presenters.inbox_row import names_looking
from bot.staff.views.conversation import practice_of, render
from bot.staff.views.doing import back_to_page
from bot.staff.visit import Visit
from bot.web.pages import page
from storage.views.dossiers import staff_of


async def post_assign(visit: Visit) -> web.Response:
    """To "me", "" for nobody, or a colleague's id; from the inbox it goes back there."""
    to = "me" if visit.field("to_me") else visit.field("to")
    staff_id = visit.session.staff_id if to == "me" else to or None
    return await _do(visit, lambda work: assign(work, visit.referral_id, staff_id), "assigned")


async def post_snooze(visit: Visit) -> web.Response:
    async def deed(work: Work) -> None:
        await snooze(work, visit.referral_id, _until(visit, work))

    return await _do(visit, deed, "snoozed")


async def post_unsnooze(visit: Visit) -> web.Response:
    return await _do(visit, lambda work: unsnooze(work, visit.referral_id), "unsnoozed")


async def post_mute(visit: Visit) -> web.Response:
    choice = visit.field("mute_for")
    return await _do(visit, lambda work: mute(work, visit.referral_id, choice), "muted")


async def post_unmute(visit: Visit) -> web.Response:
    return await _do(visit, lambda work: unmute(work, visit.referral_id), "unmuted")


async def post_looking(visit: Visit) -> web.Response:
    """An open page says that it still is, or with `gone` that it closes; answers who else is."""
    me = visit.session.staff_id
    async with visit.working(await practice_of(visit)) as work:
        thread = await conversation_of(work, visit.referral_id)
        if visit.field("gone"):
            await stop_looking(work, thread, me)
            is_news = True
        else:
            is_news = await look(work, thread, me)
        presence = await work.uow.presence.since([thread], work.now - SHOWN_FOR)
        names = names_looking(presence, thread, await staff_of(work.uow, [work.practice.id]), me)
        practice_id = work.practice.id
    if is_news:
        visit.desk.live.publish(practice_id, thread)
    return page(visit.desk.templates, "staff/looking.html", {"looking": names})


async def _do(
    visit: Visit, deed: Callable[[Work], Awaitable[object]], message: str
) -> web.Response:
    """Do it and go back; a refusal is shown on the conversation's page."""
    try:
        async with visit.working(await practice_of(visit)) as work:
            await deed(work)
    except NotFound:
        raise
    except ActionError as error:
        more = {"problem": error.code, "problem_detail": str(error)}
        return await render(visit, status=409, more=more)
    await visit.tell_of(visit.referral_id)
    path, _, query = visit.field("back").partition("?")
    if path != INBOX:
        return await back_to_page(visit, message)
    # The inbox, with the filters it had, if the form came from there.
    return visit.back_to(read_filters(dict(parse_qsl(query)), visit.session).address, message)


def _until(visit: Visit, work: Work) -> datetime:
    """The time that was typed, by the practice's clock, or else the one that was chosen."""
    typed = visit.field("snooze_until")
    if not typed:
        return until_of(work, visit.field("snooze_for"))
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(work.practice.timezone))
    except ValueError:
        raise NotAllowed("Write the time as day, month, year, hours and minutes.") from None
