"""A first text costs no more where many have written before."""

from __future__ import annotations

from sqlalchemy import text

from bot.pretend import Pretend
from tests.turn.conftest import Person

OTHERS = 3_000
STEPS = 20
"""After so many instructions of its own SQLite calls us."""

_TURNS_OF_OTHERS = text(
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :others)"
    " INSERT INTO turn_events (id, practice_id, conversation_id, message_id, at, happened, details)"
    " SELECT 'other' || i, e.practice_id, e.conversation_id, e.message_id, e.at, e.happened,"
    " e.details FROM (SELECT * FROM turn_events LIMIT 1) e, n"
)
_TIMERS_OF_OTHERS = text(
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :others)"
    " INSERT INTO timer (id, practice_id, patient_id, conversation_id, kind, owner_type, owner_id,"
    ' owner_version, "key", due_at, status)'
    " SELECT 'other' || i, t.practice_id, t.patient_id, t.conversation_id, t.kind, t.owner_type,"
    " 'other' || i, 1, '', t.due_at, 'done' FROM (SELECT * FROM timer LIMIT 1) t, n"
)


async def test_a_first_text_reads_through_nobody_elses_turns(blether: Pretend) -> None:
    """Some rows refer to what is written after them in the same unit: while SQLite knows of one, it
    looks through whole tables for others."""
    await _first_text(blether, 100)
    among_few = await _first_text(blether, 101)
    async with blether.parts.db.begin() as uow:
        for rows in (_TURNS_OF_OTHERS, _TIMERS_OF_OTHERS):
            await uow.session.execute(rows, {"others": OTHERS})

    among_many = await _first_text(blether, 102)

    assert among_many < 1.2 * among_few


async def _first_text(blether: Pretend, number: int) -> int:
    """Have somebody new write; how many instructions that took SQLite."""
    calls = 0

    def called() -> None:
        nonlocal calls
        calls += 1

    async with blether.parts.db.begin() as uow:
        connection = await (await uow.session.connection()).get_raw_connection()
        writing = connection.driver_connection
    assert writing is not None
    writing.set_progress_handler(called, STEPS)
    await Person(made=blether, contact=f"+447700900{number}").receive("nae money for the rent")
    writing.set_progress_handler(None, STEPS)
    assert calls, "another connection wrote"
    return calls * STEPS
