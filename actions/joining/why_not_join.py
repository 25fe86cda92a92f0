"""What keeps two records from being joined, in a sentence that says what to do first."""

from __future__ import annotations

from typing import Final

from actions.basis.errors import ActionError, Held, NotAllowed, UnreadDanger
from actions.basis.work import Work
from actions.joining.record_in_hand import RecordInHand, may_go_on

_HELD: Final = (
    "One of the two records is under a legal hold. Both stay as they are until it is lifted."
)
_CHOOSING: Final = "They are choosing a time just now. Try again in a few minutes."
_TWO_VISITS: Final = (
    "Both records have a visit booked. Cancel one of them first, so that it is clear which stands."
)

_BOOKED_THERE: Final = "All goes on at the number where they are booked."
_WRITE_THERE: Final = (
    "All goes on at the number where they write now. If they want their other one, join the two, "
    "then ask them to text from it: what is open then moves to it by itself."
)


async def require_may_join(work: Work, kept: RecordInHand, other: RecordInHand) -> None:
    """Raises NotAllowed, Held or UnreadDanger where `other` cannot go on in `kept` now."""
    if kept.id == other.id:
        raise NotAllowed("That is this record itself. Choose their other one.")
    if kept.patient.is_erased or other.patient.is_erased:
        raise NotAllowed("One of the two records was erased. There is nothing left to join.")
    await _require_are_apart(work, kept, other)
    await _require_no_hold(work, kept, other)
    if kept not in may_go_on(kept, other):
        raise NotAllowed(_BOOKED_THERE if other.conversation is None else _WRITE_THERE)
    await _require_danger_was_read(work, other)
    if other.conversation is not None and other.conversation.unread:
        raise NotAllowed("There are new texts at the other number. Read them first.")
    _require_not_taken_over(other)
    _require_one_visit(kept, other)


async def may_leave(work: Work, there: RecordInHand, here: RecordInHand) -> bool:
    """Whether what is open `there` may go on `here` though no member of staff looks: nothing is in
    the way that would keep one from joining the two, nor a wish for no more texts."""
    if await work.uow.opt_outs.is_out(there.id):
        return False
    try:
        await _require_no_hold(work, here, there)
        await _require_danger_was_read(work, there)
        _require_not_taken_over(there)
        _require_one_visit(here, there)
    except ActionError:
        return False
    return True


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


async def _require_no_hold(work: Work, *records: RecordInHand) -> None:
    for one in records:
        if await work.uow.legal_holds.in_force(one.id, work.now) is not None:
            raise Held(_HELD)


async def _require_danger_was_read(work: Work, other: RecordInHand) -> None:
    """What is put away leaves the inbox: nobody may have missed what was said in it."""
    (standing,) = await work.uow.retention.standings([other.id], work.now)
    if standing.has_unseen_risk:
        raise UnreadDanger(
            "Nobody has looked yet at what they wrote about danger at the other number. Open that "
            "conversation and mark it as seen first."
        )


def _require_not_taken_over(other: RecordInHand) -> None:
    if other.conversation is not None and other.conversation.automation == "paused":
        raise NotAllowed(
            "The conversation at the other number is taken over. Hand it back to Blether first."
        )


def _require_one_visit(kept: RecordInHand, other: RecordInHand) -> None:
    """And that one booked: a time that is being chosen is not."""
    if any(one.visit is not None and one.visit.status == "held" for one in (kept, other)):
        raise NotAllowed(_CHOOSING)
    if kept.visit is not None and other.visit is not None:
        raise NotAllowed(_TWO_VISITS)
