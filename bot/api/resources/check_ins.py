"""Check-ins: what is planned, sent, answered or met with silence. Reading them is audited."""

from __future__ import annotations

from actions.basis.audit import record
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.paging import cursor_of, split
from bot.api.present import check_in_shape
from bot.api.resources.referrals import page_of
from bot.api.schemas.base import Listing
from bot.api.schemas.referral import CheckInQuery, CheckInShape
from storage.views import listings


async def list_check_ins(call: Call[CheckInQuery, None]) -> Listing[CheckInShape]:
    call.require_own_practice(call.query.practice)
    page = page_of(call.query)
    async with call.working() as work:
        found = await listings.list_check_ins(
            work.uow,
            [call.caller.practice_id],
            limit=page.one_more,
            before=page.after,
            status=call.query.status,
        )
        rows, has_more = split(found, page)
        for referral_id in {one.referral_id for one in rows}:
            record(work, "read", referral_id)
    return Listing[CheckInShape](
        items=[check_in_shape(one) for one in rows],
        next=cursor_of(rows[-1].id) if has_more else None,
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/check-ins",
        name="listCheckIns",
        summary="Check-ins, newest first",
        tag="Check-ins",
        handler=list_check_ins,
        query=CheckInQuery,
        answer=Listing[CheckInShape],
        problems=(404,),
    ),
)
