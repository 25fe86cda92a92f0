"""How one person's check-ins stand: what they said last, whose silence lasts, what comes next.

Silence is told as silence, with its days: it never counts as any answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from actions.texts.held import Held, why_held
from storage.models import CheckIn, CheckInPlan, Conversation, Patient
from storage.models.check_in import CheckInAnswer

DUE_WITHIN = timedelta(days=7)

Next: TypeAlias = Literal["due", "planned", "stopped", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInState:
    """Times are on the person's clock. `silent_days` is None unless they are being waited for;
    `is_silent` once that has lasted as long as the practice says. `held` says why nothing can
    be sent now; the plan stands all the same."""

    answer: CheckInAnswer | None
    answered_at: datetime | None
    silent_days: int | None
    is_silent: bool
    next: Next
    next_at: datetime | None
    held: Held

    @property
    def is_worse(self) -> bool:
        return self.answer == "worse"

    @property
    def is_due(self) -> bool:
        return self.next == "due"


def check_in_state(
    check_ins: Sequence[CheckIn],
    *,
    plan: CheckInPlan | None,
    patient: Patient,
    conversation: Conversation,
    is_opted_out: bool,
    me: str,
    now: datetime,
    silent_after_days: int,
) -> CheckInState:
    """`check_ins` in order; `me` is the staff id of who looks, `now` on the person's clock."""
    answered = [one for one in check_ins if one.status == "answered"]
    last = answered[-1] if answered else None
    days, is_silent = _silence(check_ins, conversation, now, silent_after_days)
    what, at = _next(check_ins, plan, now)
    return CheckInState(
        answer=last.answer if last else None,
        answered_at=last.answered_at if last else None,
        silent_days=days,
        is_silent=is_silent,
        next=what,
        next_at=at,
        held=why_held(patient, conversation, is_opted_out=is_opted_out, me=me, now=now),
    )


def _silence(
    check_ins: Sequence[CheckIn], conversation: Conversation, now: datetime, most: int
) -> tuple[int | None, bool]:
    """Whole days since the last unanswered check-in; None if they have written since."""
    asked = [one for one in check_ins if one.sent_at and one.status != "cancelled"]
    if not asked or asked[-1].status == "answered":
        return None, False
    sent_at = asked[-1].sent_at
    assert sent_at is not None
    heard = conversation.last_inbound_at
    if heard is not None and heard > sent_at:
        return None, False
    days = (now - sent_at).days
    return days, asked[-1].status == "unanswered" or days >= most


def _next(
    check_ins: Sequence[CheckIn], plan: CheckInPlan | None, now: datetime
) -> tuple[Next, datetime | None]:
    planned = [one.due_at for one in check_ins if one.status == "planned"]
    if planned:
        at = min(planned)
        return ("due" if at <= now + DUE_WITHIN else "planned"), at
    return ("stopped" if plan is not None and not plan.is_on else "none"), None
