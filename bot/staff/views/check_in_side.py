"""A person's check-ins as they stand beside their conversation, and on their plan's page."""

from __future__ import annotations

from actions.basis.work import Work
from bot.staff.presenters.check_in_plan import CheckInsView, present_check_ins
from storage.repositories.referral_details import ReferralDetails


async def check_ins_of(
    work: Work, details: ReferralDetails, *, is_opted_out: bool, me: str
) -> CheckInsView:
    """What is shown of a person's check-ins beside their conversation, to the staff id `me`."""
    return present_check_ins(
        check_ins=await work.uow.check_ins.of_referral(details.referral.id),
        plan=await work.uow.check_in_plans.of_referral(details.referral.id),
        patient=details.patient,
        conversation=details.conversation,
        referral=details.referral,
        practice=work.practice,
        is_opted_out=is_opted_out,
        me=me,
        now=work.now_for(details.patient),
    )
