"""Keep that a safeguarding concern was raised. Nothing kept here is ever changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from actions.basis.audit import record
from actions.basis.case_file import case_file
from actions.basis.errors import NotAllowed, NotFilledIn, WrongField
from actions.basis.pressed_twice import kept_just_now
from actions.basis.work import Work
from bot.visible import visible
from storage.models import SafeguardingRecord
from storage.private import PatientText

_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """`noticed_on` is a day of the practice's; `raised_at` is aware. `corrects_id` names the
    record that this one puts right."""

    concern: str = field(repr=False)
    noticed_on: date
    raised_to: str = field(repr=False)
    raised_at: datetime
    next_step: str = field(repr=False)
    corrects_id: str | None = None


async def record_safeguarding(
    work: Work, referral_id: str, staff_id: str, told: Concern
) -> SafeguardingRecord:
    """Keep a record; raises NotFilledIn for one with gaps, WrongField for one of the future,
    NotAllowed, NotFound."""
    patient, _, referral = await case_file(work, referral_id)
    now = work.now_for(patient)
    concern, raised_to, next_step = (
        visible(one) for one in (told.concern, told.raised_to, told.next_step)
    )
    for name, words, what in (
        ("concern", concern, "what the concern was"),
        ("raised_to", raised_to, "with whom you raised it"),
        ("next_step", next_step, "the agreed next step, or “none” if there is none"),
    ):
        if not words:
            raise NotFilledIn(name, f"Write {what}.")
    if told.noticed_on > now.astimezone(work.timezone).date():
        raise WrongField("noticed_on", "The day you noticed it is still to come.")
    if told.raised_at > now + _CLOCKS_DIFFER:
        raise WrongField("raised_on", "The day and time you raised it are still to come.")
    kept = await work.uow.safeguarding.of_referral(referral.id)
    if told.corrects_id is not None and told.corrects_id not in {one.id for one in kept}:
        raise NotAllowed("The record to correct is not one of this referral.")
    told_now = (concern, raised_to, next_step, told.noticed_on, told.raised_at, told.corrects_id)
    again = kept_just_now(kept, staff_id, now, lambda one: _said(one) == told_now)
    if again is not None:
        return again
    made = work.uow.safeguarding.add(
        SafeguardingRecord(
            practice_id=work.practice.id,
            referral_id=referral.id,
            staff_id=staff_id,
            concern=PatientText(concern),
            noticed_on=told.noticed_on,
            raised_to=PatientText(raised_to),
            raised_at=told.raised_at,
            next_step=PatientText(next_step),
            corrects_id=told.corrects_id,
            at=now,
        )
    )
    referral.updated_at = now
    detail = {"record": made.id} | ({"corrects": told.corrects_id} if told.corrects_id else {})
    record(work, "raised_safeguarding", referral.id, detail=detail)
    return made


def _said(one: SafeguardingRecord) -> tuple[object, ...]:
    words = (str(one.concern), str(one.raised_to), str(one.next_step))
    return (*words, one.noticed_on, one.raised_at, one.corrects_id)
