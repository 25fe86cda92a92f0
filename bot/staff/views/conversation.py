"""The page of one conversation. Opening it is a reading: it is audited, and risk is then seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from actions.basis.audit import record
from actions.basis.work import Work
from actions.booking.offers import FreeTime, free_times
from actions.booking.who_keeps_visits import whose_times
from actions.casework.look import SHOWN_FOR, look
from actions.casework.mark_seen import mark_seen
from actions.texts.canned_replies import Names, canned_replies
from bot.staff.presenters.case import present_case
from bot.staff.presenters.queue_place import present_place
from bot.staff.presenters.reply_box import ReplyBox, Typed, present_reply_box
from bot.staff.views.check_in_side import check_ins_of
from bot.staff.views.half_typed import HalfTyped, half_typed
from bot.staff.views.other_records import (
    goes_on_in,
    namesakes,
    other_referrals,
    same_phones,
)
from bot.staff.visit import Visit
from storage.models import Patient, Presence
from storage.repositories.referral_details import ReferralDetails
from storage.views.casebook import Casebook, find_casebook, has_news

REFRESH_HEADER = "X-Blether-Refresh"


async def show(visit: Visit) -> web.Response:
    return await render(visit)


async def render(
    visit: Visit,
    *,
    status: int = 200,
    typed: HalfTyped | None = None,
    more: Mapping[str, Any] | None = None,
) -> web.Response:
    """The conversation page; `typed` is what stands in its boxes, else what the form that came has
    in them; `more` adds a problem."""
    typed = typed or half_typed(visit.form)
    async with visit.working(await practice_of(visit)) as work:
        # A page that refreshes itself proves nothing: whoever opened it may be at lunch.
        is_opened = REFRESH_HEADER not in visit.request.headers
        if is_opened and await has_news(work.uow, visit.referral_id):
            await mark_seen(work, visit.referral_id, visit.session.staff_id)
            await work.uow.flush()
        book = await find_book(work, visit)
        record(work, "read", visit.referral_id)
        details = book.dossier.details
        is_news, presence = await _look(work, visit, details.conversation.id)
        free = await _free_times(work, details)
        check_ins = await check_ins_of(
            work, details, is_opted_out=book.is_opted_out, me=visit.session.staff_id
        )
        case = present_case(
            book, session=visit.session, practice=work.practice, free=free, now=visit.now
        )
        box = await _reply_box(work, visit, details, typed.reply)
        waiting = await work.uow.waiting_places.of_referral(visit.referral_id)
        elsewhere = await _elsewhere(work, details.patient, visit.referral_id)
        place = present_place(book.dossier, presence, session=visit.session, now=visit.now)
    if is_news:
        visit.desk.live.publish(work.practice.id, case.conversation_id)
    context = {"here": "", "case": case, "box": box, "typed": typed}
    context |= {"waiting": waiting, "place": place, "check_ins": check_ins}
    context |= elsewhere
    context |= {
        "problem": "",
        "problem_detail": "",
        "wrong_field": "",
        "is_closing": "",
        "outcome": "",
        **(more or {}),
    }
    return visit.page("staff/conversation.html", context, status=status)


async def _elsewhere(work: Work, patient: Patient, referral_id: str) -> dict[str, Any]:
    """What is kept besides of this person, or may be of them."""
    joined = await work.uow.joined_records.others_of(patient.id)
    return {
        "others": await other_referrals(work, patient, referral_id, joined),
        "goes_on_in": await goes_on_in(work, patient, joined),
        "namesakes": await namesakes(work, patient, referral_id, joined),
        "same_phones": await same_phones(work, patient, joined),
    }


async def _free_times(work: Work, details: ReferralDetails) -> list[FreeTime]:
    """Of whoever has this person; of the whole team where they have none, on leave or without
    hours: colleagues' names stand beside the times."""
    now = work.now_for(details.patient)
    whose = await whose_times(work, details.referral)
    theirs = await free_times(work, now=now, link_worker_id=whose)
    return theirs or (await free_times(work, now=now) if whose else [])


async def _reply_box(work: Work, visit: Visit, details: ReferralDetails, typed: Typed) -> ReplyBox:
    patient = details.patient
    return present_reply_box(
        typed,
        canned=await canned_replies(work),
        names=Names(
            first_name=patient.name.split()[0] if patient.name and patient.name.strip() else "",
            role_title=work.practice.settings.role_title,
            my_name=visit.session.name.split()[0],
            practice_name=work.practice.name,
        ),
        patient=patient,
        practice=work.practice,
        pence=visit.desk.settings.config.delivery.pence_per_segment,
        last_inbound_at=details.conversation.last_inbound_at,
        now=work.now_for(patient),
    )


async def find_book(work: Work, visit: Visit) -> Casebook:
    """All of the referral in the path; HTTPNotFound if the practice has none such."""
    book = await find_casebook(work.uow, [work.practice.id], visit.referral_id)
    if book is None:
        raise web.HTTPNotFound
    return book


async def _look(work: Work, visit: Visit, conversation_id: str) -> tuple[bool, Sequence[Presence]]:
    """Say that this person has it open; whether that is news, and who else has."""
    me = visit.session.staff_id
    is_refresh = REFRESH_HEADER in visit.request.headers
    is_news = not is_refresh and await look(work, conversation_id, me)
    return is_news, await work.uow.presence.since([conversation_id], work.now - SHOWN_FOR)


async def practice_of(visit: Visit) -> str:
    """The practice of the referral in the path; HTTPNotFound if it is none of this person's."""
    async with visit.reading() as uow:
        referral = await uow.referrals.get(visit.referral_id)
    if referral is None or referral.practice_id not in visit.session.practice_ids:
        raise web.HTTPNotFound
    return referral.practice_id
