"""What may be done to a referral; each is one function of actions/, as on the staff pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import BaseModel

from actions.basis.work import Work
from actions.casework.add_note import add_note
from actions.casework.close import close, outcome_of
from actions.casework.hand_back import hand_back
from actions.casework.take_over import take_over
from actions.texts.reply import reply
from actions.texts.send_later import cancel_text
from bot.api.call import Call
from bot.api.endpoint import Endpoint
from bot.api.present import referral_shape
from bot.api.problems import Problem
from bot.api.resources.referrals import require_dossier
from bot.api.schemas.referral import Close, Note, Nothing, ReferralShape, Reply, TakeOver
from storage.models.staff import WHO_SEES_PEOPLE
from storage.views.dossiers import Dossier

Deed = Callable[[Work, str, str], Awaitable[object]]


def staff_for(dossier: Dossier, email: str | None) -> str:
    """The id of who is named; else of the owner, the assigned, or the first link worker.

    A token is no person, but a conversation is only ever in a person's hands.
    """
    staff = [one for one in dossier.staff.here if one.role in WHO_SEES_PEOPLE]
    if email is not None:
        named = [one.id for one in staff if one.email == email.strip().lower()]
        if not named:
            raise Problem(
                422,
                "Nobody of this practice has that address.",
                errors=[{"place": "body.staff", "problem": "unknown at this practice"}],
            )
        return named[0]
    details = dossier.details
    for known in (details.conversation.owner_id, details.referral.assigned_to):
        if known is not None:
            return known
    workers = [one.id for one in staff if one.role == "link_worker"]
    everyone = workers or [one.id for one in staff]
    if not everyone:
        raise Problem(409, "This practice has no staff yet.")
    return everyone[0]


async def _do(call: Call[Any, Any], deed: Deed, email: str | None = None) -> ReferralShape:
    """Do it in one transaction, and answer with the referral as it then is."""
    async with call.working() as work:
        before = await require_dossier(work.uow, call)
        await deed(work, call.path["id"], staff_for(before, email))
        await work.uow.flush()
        after = await require_dossier(work.uow, call)
    conversation = after.details.conversation
    call.tell(conversation.practice_id, conversation.id)
    return referral_shape(after, call.caller.practice_code)


async def post_take_over(call: Call[None, TakeOver]) -> ReferralShape:
    return await _do(call, take_over, call.body.staff)


async def post_hand_back(call: Call[None, Nothing]) -> ReferralShape:
    return await _do(call, lambda work, referral_id, _: hand_back(work, referral_id))


async def post_reply(call: Call[None, Reply]) -> ReferralShape:
    told = call.body

    async def deed(work: Work, referral_id: str, staff_id: str) -> None:
        await reply(work, referral_id, staff_id, told.text, send_at=told.send_at)

    return await _do(call, deed)


async def post_cancel_text(call: Call[None, Nothing]) -> ReferralShape:
    """A text that waits to be sent later; 409 once it has gone."""
    message_id = call.path["message"]
    return await _do(call, lambda work, referral_id, _: cancel_text(work, referral_id, message_id))


async def post_note(call: Call[None, Note]) -> ReferralShape:
    text = call.body.text
    return await _do(
        call, lambda work, referral_id, staff_id: add_note(work, referral_id, staff_id, text)
    )


async def post_close(call: Call[None, Close]) -> ReferralShape:
    """An outcome in other words than ours is kept as "other", with the words in a note."""
    words = call.body.outcome

    async def deed(work: Work, referral_id: str, staff_id: str) -> None:
        outcome = outcome_of(words)
        await close(work, referral_id, outcome or "other")
        if outcome is None:
            await add_note(work, referral_id, staff_id, words, "outcome")

    return await _do(call, deed)


def _endpoint(
    verb: str,
    name: str,
    summary: str,
    handler: Callable[[Call[Any, Any]], Any],
    body: type[BaseModel],
) -> Endpoint:
    return Endpoint(
        method="POST",
        path=f"/referrals/{{id}}/{verb}",
        name=name,
        summary=summary,
        tag="Referrals",
        handler=handler,
        body=body,
        body_may_be_absent=body in (TakeOver, Nothing),
        answer=ReferralShape,
        problems=(409,),
    )


ENDPOINTS = (
    _endpoint(
        "take-over",
        "takeOver",
        "Take a conversation over: automation is silent until it is handed back",
        post_take_over,
        TakeOver,
    ),
    _endpoint("hand-back", "handBack", "Let Blether answer again", post_hand_back, Nothing),
    _endpoint(
        "reply",
        "reply",
        "Text the patient, now or later; takes the conversation over",
        post_reply,
        Reply,
    ),
    _endpoint(
        "messages/{message}/cancel",
        "cancelText",
        "Cancel a text that waits to be sent later",
        post_cancel_text,
        Nothing,
    ),
    _endpoint("close", "close", "Close a referral with its outcome", post_close, Close),
    _endpoint("note", "addNote", "Add a note of the team's", post_note, Note),
)
