"""What waits behind them costs those nothing who are next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias, get_args

import pytest
from sqlalchemy import literal_column, select, text

from storage.database import Database
from storage.models import Outbox
from storage.models.message import MessageKind
from storage.models.outbox import RANK_IN_SQL, rank_of
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW
from tests.support.claiming import claim_all

Claim: TypeAlias = Callable[[UnitOfWork], Awaitable[int]]

OTHERS = 2_000
STEPS = 20
"""After so many instructions of its own SQLite calls us."""

_REMINDERS_OF_OTHERS = text(
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :others)"
    " INSERT INTO outbox (message_id, practice_id, patient_id, kind, not_before, expires_at,"
    " attempts) SELECT 'z' || i, o.practice_id, 'z' || i, 'reminder', o.not_before, o.expires_at, 0"
    " FROM (SELECT * FROM outbox LIMIT 1) o, n"
)
_TIMERS_OF_OTHERS = text(
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :others)"
    " INSERT INTO timer (id, practice_id, patient_id, kind, owner_type, owner_id, owner_version,"
    " \"key\", due_at, status) SELECT 'z' || i, t.practice_id, t.patient_id, t.kind, t.owner_type,"
    " 'z' || i, 1, '', t.due_at, 'waiting' FROM (SELECT * FROM timer LIMIT 1) t, n"
)


async def _claim_texts(uow: UnitOfWork) -> int:
    return len(await claim_all(uow, NOW, 2, 60, "a"))


async def _claim_timers(uow: UnitOfWork) -> int:
    return len(await uow.timers.claim_due(NOW, 2, 60, "a"))


class _Undone(Exception):
    """The others are nobody, which the unit's end would refuse."""


@pytest.mark.parametrize("claim", [_claim_texts, _claim_timers])
async def test_a_claim_reads_no_more_where_many_wait(
    sqlite_database: Database, claim: Claim
) -> None:
    with pytest.raises(_Undone):
        async with sqlite_database.begin() as uow:
            for _ in range(4):
                await builders.an_outbox_row(uow)
                await builders.a_timer(uow)
            among_few = await _instructions(uow, claim)
            for rows in (_REMINDERS_OF_OTHERS, _TIMERS_OF_OTHERS):
                await uow.session.execute(rows, {"others": OTHERS})

            assert await _instructions(uow, claim) < 2 * among_few
            raise _Undone


async def _instructions(uow: UnitOfWork, claim: Claim) -> int:
    calls = 0

    def called() -> None:
        nonlocal calls
        calls += 1

    connection = await (await uow.session.connection()).get_raw_connection()
    driver = connection.driver_connection
    assert driver is not None
    await uow.flush()
    driver.set_progress_handler(called, STEPS)
    assert await claim(uow) == 2
    driver.set_progress_handler(None, STEPS)
    assert calls, "another connection read"
    return calls * STEPS


@pytest.mark.parametrize("kind", get_args(MessageKind))
async def test_both_databases_rank_a_text_as_we_do(database: Database, kind: MessageKind) -> None:
    async with database.begin() as uow:
        message = await builders.a_message(uow, direction="out", kind=kind)
        await builders.an_outbox_row(uow, message=message)
        ranked = await uow.session.scalar(select(literal_column(RANK_IN_SQL)).select_from(Outbox))

    assert ranked == rank_of(kind)
