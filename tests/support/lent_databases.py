"""PostgreSQL databases that one test after the other is lent: emptied in between, not made anew.

To make one from the template takes longer than most tests; to empty one takes a hundredth of that.
One that a test left other than it got it (tables, settings, size) is not lent again.
"""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Final

import asyncpg
from sqlalchemy import make_url

from tests.support.databases import PostgresServer, run_apart

MOST_BYTES: Final = 8_000_000
"""More than an empty one takes, less than one in which thousands of rows have been."""

_OTHERS: Final = (
    "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_CLIENTS: Final = "AND backend_type = 'client backend'"
_TABLES: Final = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
    "AND relname <> 'alembic_version' ORDER BY relname"
)
_BYTES: Final = (
    "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)
_SHAPE: Final = """
WITH here AS (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
SELECT md5(string_agg(part, '|' ORDER BY part)) FROM (
    SELECT concat('class', relname, relkind) FROM pg_class WHERE oid IN (SELECT oid FROM here)
    UNION ALL SELECT concat('column', attrelid::regclass, attname, atttypid, attnotnull, atthasdef)
        FROM pg_attribute WHERE attrelid IN (SELECT oid FROM here)
    UNION ALL SELECT concat('rule', conrelid::regclass, conname, convalidated)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat('index', indexrelid::regclass, indisvalid)
        FROM pg_index WHERE indrelid IN (SELECT oid FROM here)
    UNION ALL SELECT concat('trigger', tgrelid::regclass, tgname, tgenabled)
        FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM here) AND NOT tgisinternal
    UNION ALL SELECT concat('function', proname, md5(prosrc))
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT concat('analysed', relname)
        FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL
    UNION ALL SELECT concat('setting', setconfig) FROM pg_db_role_setting
        WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT concat('revision', version_num) FROM alembic_version
) AS parts (part)
"""


@dataclass(slots=True)
class LentDatabases:
    """Lends databases of one server to one test at a time each."""

    server: PostgresServer
    _free: list[str] = field(default_factory=list)
    _shape: str = ""

    def lend(self) -> str:
        """The URL of a migrated, empty database."""
        if self._free:
            return self._free.pop()
        url = self.server.copy()
        if not self._shape:
            self._shape = run_apart(lambda: _shape_of(url))
        return url

    def take_back(self, url: str) -> None:
        if run_apart(lambda: _emptied(url, self._shape)):
            self._free.append(url)
        else:
            self.server.drop(url)


async def _connect(url: str) -> asyncpg.Connection[asyncpg.Record]:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return await asyncpg.connect(address)


async def _shape_of(url: str) -> str:
    connection = await _connect(url)
    try:
        return str(await connection.fetchval(_SHAPE))
    finally:
        await connection.close()


async def _emptied(url: str, shape: str) -> bool:
    """Whether it is as good as new; False where it had better not be lent again."""
    try:
        connection = await _connect(url)
    except asyncpg.PostgresError:
        return False
    try:
        await _send_away_others(connection)
        if await connection.fetchval(_SHAPE) != shape:
            return False
        if await connection.fetchval(_BYTES) > MOST_BYTES:
            return False
        await _empty(connection)
    except (asyncpg.PostgresError, TimeoutError):
        return False
    finally:
        await connection.close()
    return True


async def _send_away_others(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    """End what the test's processes left open, and wait until it is gone: it may hold locks."""
    await connection.execute(f"SELECT pg_terminate_backend(pid) {_OTHERS}")
    async with asyncio.timeout(10):
        for pause in itertools.repeat(0.01):
            if not await connection.fetchval(f"SELECT count(*) {_OTHERS} {_CLIENTS}"):
                return
            await asyncio.sleep(pause)


async def _empty(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    tables = [record["relname"] for record in await connection.fetch(_TABLES)]
    with_rows = await connection.fetch(
        " UNION ALL ".join(
            f"SELECT '{table}' AS name WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables
        )
    )
    deletions = "".join(f'DELETE FROM "{record["name"]}";' for record in with_rows)
    # Neither foreign keys nor the triggers that protect the audit trail count for this connection.
    await connection.execute(f"SET session_replication_role = replica; {deletions}")
