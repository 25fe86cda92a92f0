"""Where a referral stands in the queue: whose, put off, muted, and who has it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.casework import mute, snooze
from bot.staff.presenters.inbox_row import names_looking
from bot.staff.session import Session
from storage.models import Presence
from storage.models.staff import WHO_SEES_PEOPLE
from storage.views.dossiers import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlace:
    """`assignees` are pairs of id and name. Times are None when they are past."""

    assigned_to: str
    assignees: tuple[tuple[str, str], ...]
    is_mine: bool
    snoozed_until: datetime | None
    muted_until: datetime | None
    snooze_choices: tuple[str, ...]
    mute_choices: tuple[str, ...]
    looking: tuple[str, ...]


def present_place(
    dossier: Dossier, presence: Sequence[Presence], *, session: Session, now: datetime
) -> QueuePlace:
    """`now` is the server's; muting is on the person's own clock."""
    referral, patient = dossier.details.referral, dossier.details.patient
    shift = patient.clock_shift
    colleagues = [(one.id, one.name) for one in dossier.staff.here if one.role in WHO_SEES_PEOPLE]
    return QueuePlace(
        assigned_to=referral.assigned_to or "",
        assignees=tuple(colleagues),
        is_mine=referral.assigned_to == session.staff_id,
        snoozed_until=_still_to_come(referral.snoozed_until, now),
        muted_until=_still_to_come(patient.muted_until, now + shift),
        snooze_choices=snooze.CHOICES,
        mute_choices=tuple(mute.CHOICES),
        looking=names_looking(
            presence, dossier.details.conversation.id, dossier.staff, session.staff_id
        ),
    )


def _still_to_come(at: datetime | None, now: datetime) -> datetime | None:
    return at if at is not None and at > now else None
