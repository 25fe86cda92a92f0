"""What is still to come of a referral goes on in another of the same person."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast

from actions.basis.audit import record
from actions.basis.case_file import CaseFile
from actions.basis.timers import set_again, waiting_of
from actions.basis.work import Work
from bot.delivery.attention import Why, also_asked, ask_for_person
from storage.models import Appointment, Need, Patient, Referral, Timer
from storage.models.referral import Priority, ReferralStatus, Risk

_WORST_FIRST: Final = ("emergency", "crisis", "urgent")
_FURTHEST_FIRST: Final[tuple[ReferralStatus, ...]] = ("open", "waiting", "collecting")


async def carry_visit(work: Work, visit: Appointment, whose: Patient, to: CaseFile) -> None:
    """It is reminded of at the number that goes on: what waited to be sent at `whose`, and no more,
    for what has gone to the one phone is not said again to the other."""
    patient, _, referral = to
    await work.uow.appointments.lock(visit)
    waiting = await waiting_of(work, "appointment", visit.id)
    visit.patient_id, visit.referral_id = patient.id, referral.id
    visit.version += 1
    visit.updated_at = work.now_for(patient)
    await work.uow.timers.cancel_for("appointment", visit.id)
    for timer in waiting:
        await _set_again(work, timer, whose, to, owner_id=visit.id, owner_version=visit.version)
    record(work, "carried_over", visit.id, subject_type="appointment")


async def carry_what_is_open(work: Work, referral: Referral, whose: Patient, to: CaseFile) -> None:
    """Needs, how grave it is, since when they wait and for whom, check-ins, their place in line.

    `whose` referral it is: the record that is put away.
    """
    patient, _, kept = to
    await _carry_needs(work, referral, kept)
    _carry_standing(referral, kept)
    _carry_attention(referral, kept, now=work.now_for(patient))
    await _carry_wait(work, referral, whose, to)
    await _carry_check_ins(work, referral, to)
    await _carry_place(work, referral, to)
    kept.updated_at = work.now_for(patient)


async def _carry_needs(work: Work, referral: Referral, kept: Referral) -> None:
    """With the words that led to each: they name the text, which stays where it was sent."""
    known = {one.label for one in await work.uow.needs.of_referral(kept.id)}
    for need in await work.uow.needs.of_referral(referral.id):
        if need.label not in known:
            work.uow.needs.add(
                Need(
                    referral_id=kept.id,
                    label=need.label,
                    source=need.source,
                    evidence=list(need.evidence),
                    created_at=need.created_at,
                )
            )


def _carry_standing(referral: Referral, kept: Referral) -> None:
    kept.priority = cast(Priority, _worst(kept.priority, referral.priority, "routine"))
    kept.risk = cast(Risk, _worst(kept.risk, referral.risk, "none"))
    kept.status = min(kept.status, referral.status, key=_FURTHEST_FIRST.index)
    waited = [one for one in (kept.waiting_since, referral.waiting_since) if one is not None]
    kept.waiting_since = min(waited, default=None)
    met = [one for one in (kept.first_human_at, referral.first_human_at) if one is not None]
    kept.first_human_at = min(met, default=None)
    kept.assigned_to = kept.assigned_to or referral.assigned_to
    kept.summary = kept.summary or referral.summary


def _carry_attention(referral: Referral, kept: Referral, *, now: datetime) -> None:
    """Since when somebody is needed is when it was asked, and not when the two were joined."""
    if referral.attention is None:
        return
    since, before = referral.attention_at, (kept.attention, kept.attention_at)
    ask_for_person(kept, cast(Why, referral.attention), now=now)
    if (kept.attention, kept.attention_at) != before:
        kept.attention_at = since or now
    for why in also_asked(referral):
        ask_for_person(kept, cast(Why, why), now=now)


async def _carry_wait(work: Work, referral: Referral, whose: Patient, to: CaseFile) -> None:
    """Who asked for a person is told if nobody came, as before; not where somebody has them."""
    _, conversation, _ = to
    is_taken = conversation.automation == "paused"
    if is_taken or await waiting_of(work, "conversation_waits", conversation.id):
        return
    for timer in await waiting_of(work, "conversation_waits", referral.conversation_id):
        await _set_again(work, timer, whose, to, owner_id=conversation.id)


async def _set_again(
    work: Work, timer: Timer, whose: Patient, to: CaseFile, *, owner_id: str, owner_version: int = 1
) -> None:
    """The same in the record that goes on, due when it was on the clock of `whose` it is."""
    patient, conversation, _ = to
    await set_again(
        work,
        timer,
        shift=whose.clock_shift,
        patient=patient,
        conversation_id=conversation.id,
        owner_id=owner_id,
        owner_version=owner_version,
    )


def _worst(one: str, other: str, least: str) -> str:
    return next((grade for grade in _WORST_FIRST if grade in (one, other)), least)


async def _carry_check_ins(work: Work, referral: Referral, to: CaseFile) -> None:
    """Where none are planned in the record that goes on; two series would ask everything twice."""
    patient, conversation, kept = to
    own = await work.uow.check_ins.of_referral(kept.id)
    if any(one.status == "planned" for one in own):
        return
    last = max((one.sequence for one in own), default=0)
    for check_in in await work.uow.check_ins.of_referral(referral.id):
        if check_in.status != "planned":
            continue
        last += 1
        check_in.referral_id, check_in.patient_id = kept.id, patient.id
        check_in.sequence = last
        for timer in await waiting_of(work, "check_in", check_in.id):
            timer.patient_id, timer.conversation_id = patient.id, conversation.id
    plan = await work.uow.check_in_plans.of_referral(referral.id)
    if plan is not None and await work.uow.check_in_plans.of_referral(kept.id) is None:
        plan.referral_id, plan.patient_id = kept.id, patient.id


async def _carry_place(work: Work, referral: Referral, to: CaseFile) -> None:
    """Who is offered a time at the other number loses it with their place there: it passes on."""
    patient, _, kept = to
    place = await work.uow.waiting_places.lock_of_referral(referral.id)
    has_own = await work.uow.waiting_places.of_referral(kept.id) is not None
    coming = await work.uow.appointments.next_for_patient(patient.id, work.now_for(patient))
    if place is not None and place.status == "waiting" and not (has_own or coming):
        place.referral_id, place.patient_id = kept.id, patient.id
        place.version += 1
