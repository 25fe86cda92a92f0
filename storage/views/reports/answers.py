"""What people said at check-ins, how that changed, and how referrals were closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import case, func, select

from storage.models import CheckIn, Referral
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, parts_of, to_parts

_CODES: Final = ("worse", "same", "better", "call")
_RANKS: Final = {"worse": 0, "same": 1, "better": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`answers` counts check-ins, with "no_answer" for silence; `last` and `change` count people
    who answered, `change` those who did twice or more: "up", "level" or "down"."""

    answers: Parts
    last: Parts
    change: Parts
    outcomes: Parts


async def answers(uow: UnitOfWork, scope: Scope) -> Answers:
    """Of check-ins that were sent in the time; outcomes of referrals that were closed in it."""
    said = func.coalesce(CheckIn.answer, "no_answer").label("said")
    outcome = func.coalesce(Referral.outcome, "other").label("outcome")
    mine = scope.holds(CheckIn.practice_id, CheckIn.sent_at)
    pairs = await _first_and_last(uow, scope)
    return Answers(
        answers=await parts_of(
            uow,
            select(said, CheckIn.practice_id, func.count())
            .where(*mine, CheckIn.status.in_(("sent", "answered", "unanswered")))
            .group_by(said, CheckIn.practice_id),
        ),
        last=to_parts((last, practice, count) for practice, _, last, _, count in pairs),
        change=to_parts(_changes(pairs)),
        outcomes=await parts_of(
            uow,
            select(outcome, Referral.practice_id, func.count())
            .where(*scope.holds(Referral.practice_id, Referral.closed_at))
            .group_by(outcome, Referral.practice_id),
        ),
    )


async def _first_and_last(uow: UnitOfWork, scope: Scope) -> list[tuple[str, str, str, bool, int]]:
    """Practice, first answer, last answer, whether they are two answers, and how many people."""
    code = case(*((CheckIn.answer == name, number) for number, name in enumerate(_CODES)), else_=0)
    # The latest check-in has the largest number, and the number's last digit is its answer.
    placed = CheckIn.sequence * 10 + code
    given = (
        select(
            CheckIn.practice_id,
            (func.min(placed) % 10).label("first"),
            (func.max(placed) % 10).label("last"),
            (func.count() > 1).label("is_change"),
        )
        .where(*scope.holds(CheckIn.practice_id, CheckIn.sent_at), CheckIn.answer.is_not(None))
        .group_by(CheckIn.practice_id, CheckIn.referral_id)
        .subquery()
    )
    found = await uow.session.execute(select(*given.c, func.count()).group_by(*given.c))
    return [(row[0], _CODES[row[1]], _CODES[row[2]], bool(row[3]), row[4]) for row in found]


def _changes(pairs: list[tuple[str, str, str, bool, int]]) -> Iterator[tuple[Any, str, int]]:
    """Asking for a call says nothing of better or worse, so it is left out."""
    for practice, first, last, is_change, count in pairs:
        if is_change and first in _RANKS and last in _RANKS:
            by = _RANKS[last] - _RANKS[first]
            yield ("up" if by > 0 else "down" if by < 0 else "level"), practice, count
