"""A practice's canned replies: the list, and each one to change."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from actions.basis.errors import NotAllowed
from actions.texts.canned_replies import canned_replies, find_reply, retire_reply, save_reply
from bot.staff.presenters.canned import present_canned
from bot.staff.visit import Visit
from bot.staff.way_back import way_back

LIST = "/staff/replies"


async def show(visit: Visit) -> web.Response:
    """Every practice of this person, each with its replies."""
    groups = []
    for practice in visit.session.practices:
        async with visit.working(practice.id) as work:
            replies = await canned_replies(work)
            shown = [present_canned(one, work.practice, visit.session.name) for one in replies]
            groups.append((practice, shown))
    context = {"here": "", "groups": groups, "way_back": way_back(visit)}
    return visit.page("staff/canned_replies.html", context)


async def show_new(visit: Visit) -> web.Response:
    return await _form(visit, {})


async def show_one(visit: Visit) -> web.Response:
    async with visit.working(_practice(visit)) as work:
        reply = await find_reply(work, visit.request.match_info["reply"])
        fields = {"title": reply.title, "text": reply.text}
        fields |= {"is_neutral": "yes"} if reply.is_neutral else {}
    return await _form(visit, fields)


async def post_save(visit: Visit) -> web.Response:
    """Add one, or change the one in the path."""
    try:
        async with visit.working(_practice(visit)) as work:
            await save_reply(
                work,
                visit.request.match_info.get("reply"),
                title=visit.field("title"),
                text=visit.field("text"),
                is_neutral=visit.field("is_neutral") == "yes",
            )
    except NotAllowed as error:
        return await _form(visit, visit.form, error=str(error), status=422)
    return visit.back_to(LIST, "canned_saved")


async def post_retire(visit: Visit) -> web.Response:
    async with visit.working(_practice(visit)) as work:
        await retire_reply(work, visit.request.match_info["reply"])
    return visit.back_to(LIST, "canned_retired")


def _practice(visit: Visit) -> str:
    """The practice in the path; HTTPNotFound if it is none of this person's."""
    practice_id = visit.request.match_info["practice"]
    if practice_id not in visit.session.practice_ids:
        raise web.HTTPNotFound
    return practice_id


async def _form(
    visit: Visit, fields: Mapping[str, str], *, error: str = "", status: int = 200
) -> web.Response:
    practice = visit.session.practice(_practice(visit))
    context = {
        "here": "",
        "practice": practice,
        "reply_id": visit.request.match_info.get("reply", ""),
        "fields": {"title": "", "text": "", "is_neutral": "", **fields},
        "error": error,
        "pence": visit.desk.settings.config.delivery.pence_per_segment,
    }
    return visit.page("staff/canned_reply.html", context, status=status)
