"""How many conversations came by each step of the flows, and at which question they stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, column, func, select, true
from sqlalchemy.sql.selectable import TableValuedAlias

from storage.models import TurnEvents
from storage.unit_of_work import UnitOfWork
from storage.views.reports.scope import Parts, Scope, is_postgresql, to_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """By flow, conversations in which it began, or came to its end; and, for each of its steps,
    conversations that came by it, or stand at its question without an answer."""

    begun: Parts
    ended: Parts
    reached: dict[str, Parts]
    left: dict[str, Parts]


async def steps(uow: UnitOfWork, scope: Scope, *, silent_since: datetime) -> Steps:
    """`left` counts those whose last turn was before `silent_since` and asked a question."""
    on_postgresql = is_postgresql(uow)
    one = _each(on_postgresql)
    type_, flow, step = (_text(one.c.value, name, on_postgresql) for name in _NAMES)
    columns = (TurnEvents.practice_id, type_, flow, step)
    found = await uow.session.execute(
        select(*columns, func.count(TurnEvents.conversation_id.distinct()))
        .join(one, true())
        .where(
            *scope.holds(TurnEvents.practice_id, TurnEvents.at),
            type_.in_(_COUNTED),
            flow.is_not(None),
        )
        .group_by(*columns)
    )
    rows = [(row[0], row[1], str(row[2]), str(row[3] or ""), row[4]) for row in found]
    passed = [row for row in rows if row[1] in ("question_asked", "action_asked") and row[3]]
    return Steps(
        begun=to_parts((row[2], row[0], row[4]) for row in rows if row[1] == "flow_started"),
        ended=to_parts((row[2], row[0], row[4]) for row in rows if row[1] == "flow_completed"),
        reached=_by_flow((row[2], row[3], row[0], row[4]) for row in passed),
        left=_by_flow(await _left(uow, scope, silent_since, on_postgresql)),
    )


_NAMES: Final = ("type", "flow", "step")
_COUNTED: Final = ("flow_started", "flow_completed", "question_asked", "action_asked")


async def _left(
    uow: UnitOfWork, scope: Scope, silent_since: datetime, on_postgresql: bool
) -> list[tuple[str, str, str, int]]:
    """Flow, step, practice and count of conversations whose last turn ended with a question."""
    mine = scope.holds(TurnEvents.practice_id, TurnEvents.at)
    last = (
        select(func.max(TurnEvents.id).label("id"))
        .where(*mine)
        .group_by(TurnEvents.conversation_id)
        .subquery()
    )
    one = _each(on_postgresql)
    type_, flow, step = (_text(one.c.value, name, on_postgresql) for name in _NAMES)
    found = await uow.session.execute(
        select(flow, step, TurnEvents.practice_id, func.count(TurnEvents.id.distinct()))
        .join(last, last.c.id == TurnEvents.id)
        .join(one, true())
        .where(
            type_ == "question_asked",
            flow.is_not(None),
            step.is_not(None),
            TurnEvents.at < silent_since,
        )
        .group_by(flow, step, TurnEvents.practice_id)
    )
    return [(str(row[0]), str(row[1]), row[2], row[3]) for row in found]


def _each(on_postgresql: bool) -> TableValuedAlias:
    """The events of a row's list, one a row."""
    unfold = func.jsonb_array_elements if on_postgresql else func.json_each
    return unfold(TurnEvents.happened).table_valued(column("value"), name="one")


def _text(value: Any, name: str, on_postgresql: bool) -> ColumnElement[str | None]:
    if on_postgresql:
        return func.jsonb_extract_path_text(value, name, type_=Text)
    return func.json_extract(value, f"$.{name}", type_=Text)


def _by_flow(rows: Iterable[tuple[str, str, str, int]]) -> dict[str, Parts]:
    found = list(rows)
    return {
        flow: to_parts((row[1], row[2], row[3]) for row in found if row[0] == flow)
        for flow in {row[0] for row in found}
    }
