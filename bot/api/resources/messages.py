"""Messages of the whole practice: the queue, what failed and why. Reading them is audited."""

from __future__ import annotations

from actions.basis.audit import record
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.paging import cursor_of, split
from bot.api.present import message_shape
from bot.api.resources.referrals import page_of
from bot.api.schemas.base import Listing
from bot.api.schemas.referral import MessageQuery, MessageShape
from storage.views import listings


async def list_messages(call: Call[MessageQuery, None]) -> Listing[MessageShape]:
    call.require_own_practice(call.query.practice)
    page = page_of(call.query)
    status = call.query.status
    async with call.working() as work:
        found = await listings.list_messages(
            work.uow,
            [call.caller.practice_id],
            limit=page.one_more,
            before=page.after,
            statuses=[status] if status else [],
        )
        rows, has_more = split(found, page)
        for referral_id in {one[2] for one in rows if one[2] is not None}:
            record(work, "read", referral_id)
    return Listing[MessageShape](
        items=[message_shape(message, referral_id) for message, _, referral_id in rows],
        next=cursor_of(rows[-1][0].id) if has_more else None,
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/messages",
        name="listMessages",
        summary="Messages of the practice, newest first",
        tag="Messages",
        handler=list_messages,
        query=MessageQuery,
        answer=Listing[MessageShape],
        problems=(404,),
    ),
)
