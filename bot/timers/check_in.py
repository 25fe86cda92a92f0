"""Ask how things are, some weeks later; the silence that may follow is watched too."""

from __future__ import annotations

from datetime import timedelta

from actions.basis.timers import set_timer
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.texts.queue_text import Owner
from bot.flow_names import CHECK_IN_FLOW
from bot.timers.due import Cancelled, Done, Due, Expired, Later, Outcome, Stale
from bot.timers.good_moment import after_speaking, is_too_late, unless_good_moment
from storage.models import CheckIn

NUDGED_AFTER = timedelta(days=2)


async def ask_how_things_are(due: Due) -> Outcome:
    """Send one check-in, when no other question is open."""
    timer, work = due.timer, due.work
    check_in = await due.uow.check_ins.get(timer.owner_id)
    if check_in is None or check_in.status != "planned":
        return Stale(check_in.status if check_in else "gone")
    if check_in.version != timer.owner_version:
        return Stale("changed")
    hours = work.practice.settings.max_age_hours.check_in
    if is_too_late(due, hours=hours):
        check_in.status = "cancelled"
        return Expired()
    if timer.conversation_id is None:
        return Cancelled("no_conversation")
    refusal = await unless_good_moment(due)
    if refusal is not None:
        if not isinstance(refusal, Later):
            check_in.status = "cancelled"
        return refusal
    prompted = await due.speaker.prompt(
        work,
        timer.conversation_id,
        CHECK_IN_FLOW,
        _asked(due, check_in, again=False),
        kind="check_in",
        owner=Owner(type="check_in", id=check_in.id, version=check_in.version),
        expires_at=work.now + timedelta(hours=hours),
    )
    if prompted == "said":
        check_in.status, check_in.sent_at = "sent", due.now
        await _watch_for_silence(due, timer.conversation_id)
    outcome = after_speaking(due, prompted)
    if isinstance(outcome, Cancelled | Expired):
        check_in.status = "cancelled"
    return outcome


def _asked(due: Due, check_in: CheckIn, *, again: bool) -> dict[str, object]:
    question = _question_for(due, check_in)
    return {"check_in_due": True, "check_in_again": again, "score_question": question}


def _question_for(due: Due, check_in: CheckIn) -> str | None:
    """The 0 to 10 question, for whom it may be asked: its words are told in English alone, and
    how somebody feels is not for whoever else may read the phone."""
    patient = due.patient
    return None if patient.language != "en" or patient.neutral_wording else check_in.question


async def nudge_once(due: Due) -> Outcome:
    """Half of all people do not answer the first time: ask gently once more, with the choices."""
    timer = due.timer
    check_in = await due.uow.check_ins.get(timer.owner_id)
    if check_in is None or check_in.status != "sent" or timer.conversation_id is None:
        return Stale("answered")
    if await _has_written_since(due, check_in):
        return Stale("wrote")
    refusal = await unless_good_moment(due, is_patient=False)
    if refusal is not None:
        return refusal
    prompted = await due.speaker.prompt(
        due.work,
        timer.conversation_id,
        CHECK_IN_FLOW,
        _asked(due, check_in, again=True),
        kind="nudge",
        owner=Owner(type="check_in", id=check_in.id, version=1),
    )
    return Cancelled("held") if prompted == "held" else after_speaking(due, prompted)


async def give_up_waiting(due: Due) -> Outcome:
    """No answer is never "better": it is unanswered, and the link worker hears of it, unless the
    person has written of something else and is not silent."""
    check_in = await due.uow.check_ins.get(due.timer.owner_id)
    if check_in is None or check_in.status != "sent":
        return Stale("answered")
    check_in.status = "unanswered"
    if await _has_written_since(due, check_in):
        return Done()
    referral = await due.uow.referrals.get(check_in.referral_id)
    if referral is not None and referral.status != "closed":
        raise_in_inbox(due.work, referral, "no_reply", patient=due.patient)
    return Done()


async def _has_written_since(due: Due, check_in: CheckIn) -> bool:
    live = await due.uow.conversations.live_for(due.patient.id)
    heard = live.last_inbound_at if live is not None else None
    return heard is not None and check_in.sent_at is not None and heard > check_in.sent_at


async def _watch_for_silence(due: Due, conversation_id: str) -> None:
    given_up_after = timedelta(days=due.work.practice.settings.check_ins.silent_after_days)
    for kind, after in (("check_in_nudge", NUDGED_AFTER), ("check_in_silent", given_up_after)):
        await set_timer(
            due.work,
            patient=due.patient,
            conversation_id=conversation_id,
            kind=kind,
            owner_type="check_in",
            owner_id=due.timer.owner_id,
            due_in=after,
        )
