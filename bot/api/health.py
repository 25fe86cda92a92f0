"""/health and /metrics: for whoever runs the service; counts and ages only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, nan
from typing import Final

import orjson
from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot import metrics
from bot.clock import Clock
from storage.database import Database
from storage.errors import UNREACHABLE, DatabaseBusy
from storage.views.gauges import Gauges, gauges

logger = logging.getLogger(__name__)

STALE: Final = timedelta(seconds=90)
ANSWER_SECONDS: Final = 3.0
"""A database that takes longer to say that it is there is as good as away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a process needs before it may say that it is ready.

    `beat_age` is of the worker in this very process, in seconds, None before its first round; a
    process without one that is to know of a worker elsewhere goes by the heartbeat in the database.
    """

    has_flows: bool = True
    beat_age: Callable[[], float | None] | None = None
    is_stopping: Callable[[], bool] = lambda: False


def health_routes(db: Database, clock: Clock, role: Role = Role()) -> list[web.RouteDef]:
    """Live: the process answers. Ready: not stopping, database reachable and migrated, flows
    loaded, and a worker alive: the one in this process, or else any."""

    async def live(request: web.Request) -> web.Response:
        return _json({"status": "live"})

    async def ready(request: web.Request) -> web.Response:
        checks = await _checks(db, clock.now(), role)
        is_ready = all(said == "ok" for said in checks.values())
        body = {"status": "ready" if is_ready else "not ready", "checks": checks}
        return _json(body, status=200 if is_ready else 503)

    async def show_metrics(request: web.Request) -> web.Response:
        now = clock.now()
        found = await _found(db, now)
        metrics.DATABASE_UP.set(found is not None)
        _set_gauges(found, now)
        # What every Prometheus, and all that read as it does, have read since 2014.
        headers = {"Content-Type": CONTENT_TYPE_PLAIN_0_0_4, "Cache-Control": "no-store"}
        return web.Response(body=generate_latest(metrics.REGISTRY), headers=headers)

    return [
        web.get("/health/live", live),
        web.get("/health/ready", ready),
        web.get("/metrics", show_metrics),
    ]


async def _checks(db: Database, now: datetime, role: Role) -> dict[str, str]:
    """What each part says of itself: "ok", or what is wrong in a few words."""
    checks = {
        "service": "stopping" if role.is_stopping() else "ok",
        "flows": "ok" if role.has_flows else "none loaded",
    }
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            problem = await db.check(is_at_work=True)
    except TimeoutError:
        problem = "the database does not answer"
    if problem is not None:
        return {**checks, "database": problem, "worker": "unknown"}
    found = await _found(db, now)
    if found is None:
        return {**checks, "database": "not reachable", "worker": "unknown"}
    return {**checks, "database": "ok", "worker": _worker(found.heartbeat_at, now, role)}


async def _found(db: Database, now: datetime) -> Gauges | None:
    """What the database says of everybody's work; None while it is away."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS), db.read() as uow:
            return await gauges(uow, now)
    except (*UNREACHABLE, TimeoutError, DatabaseBusy) as error:
        logger.warning("database not reachable", extra={"kind": type(error).__name__})
        return None


def _worker(beat: datetime | None, now: datetime, role: Role) -> str:
    if role.beat_age is not None:
        age = role.beat_age()
        if age is None:
            return "never seen"
        return "ok" if age <= STALE.total_seconds() else "silent"
    if beat is None:
        return "never seen"
    return "ok" if now - beat <= STALE else "silent"


def _set_gauges(found: Gauges | None, now: datetime) -> None:
    """What nobody knows is not a number, so that no alert takes it for nought."""
    values = {
        metrics.QUEUE_LENGTH: found.queued if found else nan,
        metrics.QUEUE_AGE_SECONDS: _age(found.oldest_due_at, now) if found else nan,
        metrics.UNSEEN_RISKS: found.unseen_risks if found else nan,
        metrics.OLDEST_UNSEEN_RISK_SECONDS: _age(found.oldest_unseen_risk_at, now)
        if found
        else nan,
        metrics.OVERDUE_TIMER_SECONDS: _age(found.oldest_overdue_timer_at, now) if found else nan,
        metrics.WORKER_HEARTBEAT_AGE_SECONDS: _silence(found, now) if found else nan,
    }
    for gauge, value in values.items():
        gauge.set(value)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _silence(found: Gauges, now: datetime) -> float:
    """Since any worker was heard of: for ever, where none was ever started."""
    return _age(found.heartbeat_at, now) if found.heartbeat_at else inf


def _json(body: object, *, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
