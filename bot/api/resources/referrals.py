"""Referrals: the list, one of them, and its messages. Reading one is audited."""

from __future__ import annotations

from typing import Any

from actions.basis.audit import record
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.paging import Page, cursor_of, read_cursor, split
from bot.api.present import message_shape, referral_shape
from bot.api.problems import not_found
from bot.api.schemas.base import Listing, PageQuery
from bot.api.schemas.referral import MessageShape, ReferralQuery, ReferralShape
from storage.unit_of_work import UnitOfWork
from storage.views.casebook import messages_from
from storage.views.dossiers import Dossier, find_dossier, list_dossiers


def page_of(query: PageQuery) -> Page:
    after = read_cursor(query.cursor) if query.cursor else None
    return Page(limit=query.limit, after=after)


async def require_dossier(uow: UnitOfWork, call: Call[Any, Any]) -> Dossier:
    """The referral in the path; raises Problem 404 for another practice's."""
    found = await find_dossier(uow, [call.caller.practice_id], call.path["id"])
    if found is None:
        raise not_found()
    return found


async def list_referrals(call: Call[ReferralQuery, None]) -> Listing[ReferralShape]:
    query = call.query
    call.require_own_practice(query.practice)
    page = page_of(query)
    async with call.working() as work:
        found = await list_dossiers(
            work.uow,
            [call.caller.practice_id],
            limit=page.one_more,
            before=page.after,
            status=query.status,
            need=query.need,
        )
        rows, has_more = split(found, page)
        for one in rows:
            record(work, "read", one.details.referral.id)
    return Listing[ReferralShape](
        items=[referral_shape(one, call.caller.practice_code) for one in rows],
        next=cursor_of(rows[-1].details.referral.id) if has_more else None,
    )


async def get_referral(call: Call[None, None]) -> ReferralShape:
    async with call.working() as work:
        dossier = await require_dossier(work.uow, call)
        record(work, "read", dossier.details.referral.id)
    return referral_shape(dossier, call.caller.practice_code)


async def list_messages(call: Call[PageQuery, None]) -> Listing[MessageShape]:
    """The whole conversation in order, oldest first."""
    call.require_own_practice(call.query.practice)
    page = page_of(call.query)
    async with call.working() as work:
        dossier = await require_dossier(work.uow, call)
        referral_id = dossier.details.referral.id
        found = await messages_from(
            work.uow, dossier.details.conversation.id, limit=page.one_more, after=page.after
        )
        record(work, "read", referral_id)
    rows, has_more = split(found, page)
    return Listing[MessageShape](
        items=[message_shape(one, referral_id) for one in rows],
        next=cursor_of(rows[-1].id) if has_more else None,
    )


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/referrals",
        name="listReferrals",
        summary="Referrals, newest first",
        tag="Referrals",
        handler=list_referrals,
        query=ReferralQuery,
        answer=Listing[ReferralShape],
        problems=(404,),
    ),
    Endpoint(
        method="GET",
        path="/referrals/{id}",
        name="getReferral",
        summary="One referral",
        tag="Referrals",
        handler=get_referral,
        answer=ReferralShape,
    ),
    Endpoint(
        method="GET",
        path="/referrals/{id}/messages",
        name="listReferralMessages",
        summary="The messages of a referral's conversation, oldest first",
        tag="Referrals",
        handler=list_messages,
        query=PageQuery,
        answer=Listing[MessageShape],
    ),
)
