"""What keeps two records from being joined, in a sentence that says what to do first."""

from __future__ import annotations

from typing import Final

from actions.basis.errors import Held, NotAllowed, UnreadDanger
from actions.basis.work import Work
from actions.joining.record_in_hand import RecordInHand, may_go_on

_HELD: Final = (
    "One of the two records is under a legal hold. Both stay as they are until it is lifted."
)
_CHOOSING: Final = "They are choosing a time just now. Try again in a few minutes."
_TWO_VISITS: Final = (
    "Both records have a visit booked. Cancel one of them first, so that it is clear which stands."
)


async def require_may_join(work: Work, kept: RecordInHand, other: RecordInHand) -> None:
    """Raises NotAllowed, Held or UnreadDanger where `other` cannot go on in `kept` now."""
    if kept.id == other.id:
        raise NotAllowed("That is this record itself. Choose their other one.")
    if kept.patient.is_erased or other.patient.is_erased:
        raise NotAllowed("One of the two records was erased. There is nothing left to join.")
    await _require_are_apart(work, kept, other)
    for one in (kept, other):
        if await work.uow.legal_holds.in_force(one.id, work.now) is not None:
            raise Held(_HELD)
    await _require_was_read(work, other)
    if kept not in may_go_on(kept, other):
        raise NotAllowed("They write, or are booked, at the other number. Go on with that one.")
    if any(one.visit is not None and one.visit.status == "held" for one in (kept, other)):
        raise NotAllowed(_CHOOSING)
    if kept.visit is not None and other.visit is not None:
        raise NotAllowed(_TWO_VISITS)


async def _require_are_apart(work: Work, kept: RecordInHand, other: RecordInHand) -> None:
    """Who writes again by a number that was joined is joined again; nothing else is twice."""
    leads_to = await work.uow.joined_records.kept_of(other.id)
    if await work.uow.joined_records.kept_of(kept.id) is not None or leads_to not in (
        None,
        kept.id,
    ):
        raise NotAllowed(
            "One of these is joined with a record already. Open the one that goes on, or "
            "separate them first."
        )
    if leads_to == kept.id and other.conversation is None:
        raise NotAllowed("These two are joined already.")


async def _require_was_read(work: Work, other: RecordInHand) -> None:
    """What is put away leaves the inbox: nobody may have missed what was said in it."""
    (standing,) = await work.uow.retention.standings([other.id], work.now)
    if standing.has_unseen_risk:
        raise UnreadDanger(
            "Nobody has looked yet at what they wrote about danger at the other number. Open that "
            "conversation and mark it as seen first."
        )
    if other.conversation is None:
        return
    if other.conversation.unread:
        raise NotAllowed("There are new texts at the other number. Read them first.")
    if other.conversation.automation == "paused":
        raise NotAllowed(
            "The conversation at the other number is taken over. Hand it back to Blether first."
        )
