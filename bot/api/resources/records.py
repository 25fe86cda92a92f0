"""Calls and safeguarding concerns of a referral: what is kept, and one more. Reading is audited."""

from __future__ import annotations

from actions.basis.audit import record
from actions.casework.record_call import CallMade, record_call
from actions.casework.record_safeguarding import Concern, record_safeguarding
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.present import call_shape, safeguarding_shape
from bot.api.resources.referral_actions import staff_for
from bot.api.resources.referrals import require_dossier
from bot.api.schemas.base import Listing
from bot.api.schemas.record import CallShape, NewCall, NewSafeguarding, SafeguardingShape
from storage.views.dossiers import Dossier


async def list_calls(call: Call[None, None]) -> Listing[CallShape]:
    async with call.working() as work:
        dossier = await require_dossier(work.uow, call)
        found = await work.uow.phone_calls.of_referral(call.path["id"])
        record(work, "read", call.path["id"])
    return Listing[CallShape](items=[call_shape(one, dossier) for one in found], next=None)


async def post_call(call: Call[None, NewCall]) -> CallShape:
    told = call.body
    minutes = "" if told.minutes is None else str(told.minutes)
    made = CallMade(outcome=told.outcome, minutes=minutes, note=told.note)
    async with call.working() as work:
        dossier = await require_dossier(work.uow, call)
        staff_id = staff_for(dossier, told.staff)
        kept = await record_call(work, call.path["id"], staff_id, made)
    _tell(call, dossier)
    return call_shape(kept, dossier)


async def list_safeguarding(call: Call[None, None]) -> Listing[SafeguardingShape]:
    async with call.working() as work:
        dossier = await require_dossier(work.uow, call)
        found = await work.uow.safeguarding.of_referral(call.path["id"])
        record(work, "read", call.path["id"])
    items = [safeguarding_shape(one, dossier) for one in found]
    return Listing[SafeguardingShape](items=items, next=None)


async def post_safeguarding(call: Call[None, NewSafeguarding]) -> SafeguardingShape:
    told = call.body
    concern = Concern(
        concern=told.concern,
        noticed_on=told.noticed_on,
        raised_to=told.raised_to,
        raised_at=told.raised_at,
        next_step=told.next_step,
        corrects_id=told.corrects,
    )
    async with call.working() as work:
        dossier = await require_dossier(work.uow, call)
        staff_id = staff_for(dossier, told.staff)
        kept = await record_safeguarding(work, call.path["id"], staff_id, concern)
    _tell(call, dossier)
    return safeguarding_shape(kept, dossier)


def _tell(call: Call[None, NewCall] | Call[None, NewSafeguarding], dossier: Dossier) -> None:
    conversation = dossier.details.conversation
    call.tell(conversation.practice_id, conversation.id)


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/referrals/{id}/calls",
        name="listCalls",
        summary="Telephone calls to a person, oldest first",
        tag="Records",
        handler=list_calls,
        answer=Listing[CallShape],
    ),
    Endpoint(
        method="POST",
        path="/referrals/{id}/calls",
        name="recordCall",
        summary="Keep that somebody was telephoned, and how it went",
        tag="Records",
        handler=post_call,
        body=NewCall,
        answer=CallShape,
        status=201,
        problems=(409,),
    ),
    Endpoint(
        method="GET",
        path="/referrals/{id}/safeguarding",
        name="listSafeguarding",
        summary="Safeguarding concerns about a person, oldest first",
        tag="Records",
        handler=list_safeguarding,
        answer=Listing[SafeguardingShape],
    ),
    Endpoint(
        method="POST",
        path="/referrals/{id}/safeguarding",
        name="recordSafeguarding",
        summary="Keep that a concern was raised; it cannot be changed afterwards",
        tag="Records",
        handler=post_safeguarding,
        body=NewSafeguarding,
        answer=SafeguardingShape,
        status=201,
        problems=(409,),
    ),
)
