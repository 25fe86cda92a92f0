"""Which timers may be claimed. Made once: every worker asks it all day, and mostly in vain."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TextClause,
    bindparam,
    literal_column,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from storage.models import Timer
from storage.models.timer import IS_OF_DANGER
from storage.repositories.prepared import Prepared

Which: TypeAlias = Literal["danger", "any"]

_IS: Final[dict[Which, ColumnElement[bool] | TextClause]] = {
    "danger": text(IS_OF_DANGER),
    "any": true(),
}


def _due(found: Select[Any], which: Which) -> Select[Any]:
    """Those that wait, longest due first, by `now`, `longest_lease` and `most`."""
    return (
        found.where(
            _IS[which],
            Timer.status == literal_column("'waiting'"),
            Timer.due_at <= bindparam("now"),
            or_(
                Timer.lease_until.is_(None),
                Timer.lease_until <= bindparam("now"),
                # Given by a clock that was ahead: it might not run out for days.
                Timer.lease_until > bindparam("longest_lease"),
            ),
        )
        .order_by(Timer.due_at, Timer.id)
        .limit(bindparam("most", type_=Integer))
    )


def _claim(which: Which) -> ReturningUpdate[Any]:
    """Leases them until `until` to `worker`, past what another worker is claiming."""
    due = (
        _due(select(Timer.id), which)
        .with_for_update(skip_locked=True)
        .cte("due")
        .prefix_with("MATERIALIZED", dialect="postgresql")  # read again, it would lock others
    )
    return (
        update(Timer)
        .where(Timer.id.in_(select(due.c.id)))
        .values(lease_until=bindparam("until"), lease_by=bindparam("worker"))
        .returning(Timer)
        .execution_options(synchronize_session=False, populate_existing=True)
    )


PREPARED: Final[dict[Which, Prepared[Timer]]] = {
    "danger": Prepared(Timer, lambda found: _due(found, "danger")),
    "any": Prepared(Timer, lambda found: _due(found, "any")),
}
CLAIM: Final[dict[Which, ReturningUpdate[Any]]] = {
    "danger": _claim("danger"),
    "any": _claim("any"),
}
