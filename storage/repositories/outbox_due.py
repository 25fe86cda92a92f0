"""Which rows of the outbox may be claimed, and in which order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final, Literal, TypeAlias, get_args

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.orm import aliased

from storage.models import Message, Outbox
from storage.models.message import OUTSIDE
from storage.models.outbox import IS_TO_WAIT, RANK_IN_SQL
from storage.repositories.prepared import Prepared, Shape

LONGEST_RETRY: Final = timedelta(minutes=45)
"""A refused text that waits for longer than any wait between two tries was put off besides."""

Which: TypeAlias = Literal["danger", "answers", "answers_within", "before_answers", "can_wait"]
"""answers_within: those that nobody outside carries. before_answers: what could wait, but was said
before an answer to the same person, which comes after it."""

RANKS: Final[dict[Which, int]] = {"danger": 0, "answers": 1, "answers_within": 1, "can_wait": 2}
"""As `rank_of` gives them; what goes before answers is of the last, and is told by its kind."""


def due(which: Which) -> Shape:
    """The rows that may be claimed, longest due first, by `now`, `longest_lease`, `longest_retry`
    and `most`."""

    def shape(found: Select[Any]) -> Select[Any]:
        in_order = found.where(*_conditions(which)).order_by(Outbox.not_before, Outbox.message_id)
        return in_order.limit(bindparam("most", type_=Integer))

    return shape


def _conditions(which: Which) -> list[Any]:
    is_of_kind = _is_of_rank(RANKS[which]) if which in RANKS else text(IS_TO_WAIT)
    conditions: list[Any] = [is_of_kind, _is_free()]
    if which != "danger":
        conditions.append(_is_first_of_patient())
    if which == "answers_within":
        provider = select(Message.provider).where(Message.id == Outbox.message_id)
        conditions.append(provider.scalar_subquery().is_distinct_from(OUTSIDE))
    if which == "before_answers":
        conditions.append(_is_of_who_waits())
    return conditions


def _is_of_rank(rank: int) -> ColumnElement[bool]:
    return literal_column(RANK_IN_SQL) == literal_column(str(rank))


def _is_free() -> ColumnElement[bool]:
    """Due, and held by nobody; a lease longer than any that is given is of a clock that was
    ahead, and by this one's reckoning might not run out for days."""
    return and_(
        Outbox.not_before <= bindparam("now"),
        or_(
            Outbox.lease_until.is_(None),
            Outbox.lease_until <= bindparam("now"),
            Outbox.lease_until > bindparam("longest_lease"),
        ),
    )


def _is_of_who_waits() -> ColumnElement[bool]:
    """Found from the answers that are due, which are few, and not from all that can wait."""
    answer = aliased(Outbox)
    waiting = select(answer.patient_id).where(
        _is_of_rank(RANKS["answers"]),  # of the inner table, which alone the names here mean
        answer.not_before <= bindparam("now"),
        answer.lease_until.is_(None),
    )
    return Outbox.patient_id.in_(waiting)


def _is_first_of_patient() -> ColumnElement[bool]:
    earlier = aliased(Outbox)
    # Looked up by key, for the few rows that all else holds for; a join would read it of all.
    status = select(Message.status).where(Message.id == earlier.message_id).scalar_subquery()
    return ~(
        select(earlier.message_id)
        .where(
            earlier.patient_id == Outbox.patient_id,
            earlier.message_id < Outbox.message_id,
            earlier.kind != literal_column("'duty'"),  # which goes to another phone
            # One that waits for its next try still goes first; one put off until morning does not,
            # whether or not it was refused before that. Nor does one that has left, and waits for a
            # phone that was off: whoever has written since is not kept waiting with it.
            or_(
                earlier.not_before <= bindparam("now"),
                and_(
                    earlier.attempts > 0,
                    earlier.not_before <= bindparam("longest_retry"),
                    status != "sent",
                ),
            ),
        )
        .correlate(Outbox)
        .exists()
    )


def _but(which: Which) -> Shape:
    """On SQLite each list is one parameter, as JSON: a prepared SELECT has none of many."""
    conditions = [
        column.not_in(select(func.json_each(bindparam(name)).table_valued("value").c.value))
        for name, column in (("practices", Outbox.practice_id), ("messages", Outbox.message_id))
    ]
    return lambda found: due(which)(found).where(*conditions)


PREPARED: Final = {which: Prepared(Outbox, _but(which)) for which in get_args(Which)}
"""On SQLite: none of `practices`, nor of `messages`."""
