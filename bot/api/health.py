"""/health and /metrics: for whoever runs the service; counts and ages only."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import metrics
from bot.clock import Clock
from storage.database import Database
from storage.errors import UNREACHABLE
from storage.views.gauges import Gauges, gauges

logger = logging.getLogger(__name__)

STALE: Final = timedelta(seconds=90)


def health_routes(db: Database, clock: Clock) -> list[web.RouteDef]:
    """Live: the process answers. Ready: database reachable and migrated, a worker alive."""

    async def live(request: web.Request) -> web.Response:
        return _json({"status": "live"})

    async def ready(request: web.Request) -> web.Response:
        checks = await _checks(db, clock.now())
        is_ready = all(check == "ok" for check in checks.values())
        body = {"status": "ready" if is_ready else "not ready", "checks": checks}
        return _json(body, status=200 if is_ready else 503)

    async def show_metrics(request: web.Request) -> web.Response:
        now = clock.now()
        async with db.read() as uow:
            _set_gauges(await gauges(uow, now), now)
        response = web.Response(body=generate_latest(metrics.REGISTRY))
        response.headers["Content-Type"] = CONTENT_TYPE_LATEST
        return response

    return [
        web.get("/health/live", live),
        web.get("/health/ready", ready),
        web.get("/metrics", show_metrics),
    ]


async def _checks(db: Database, now: datetime) -> dict[str, str]:
    """What each part says of itself: "ok", or what is wrong in a few words."""
    try:
        problem = await db.check(is_at_work=True)
        if problem is not None:
            return {"database": problem, "worker": "unknown"}
        async with db.read() as uow:
            beat = (await gauges(uow, now)).heartbeat_at
    except UNREACHABLE as error:
        logger.warning("database not reachable", extra={"kind": type(error).__name__})
        return {"database": "not reachable", "worker": "unknown"}
    return {"database": "ok", "worker": _worker(beat, now)}


def _worker(beat: datetime | None, now: datetime) -> str:
    if beat is None:
        return "never seen"
    return "ok" if now - beat <= STALE else "silent"


def _set_gauges(found: Gauges, now: datetime) -> None:
    metrics.QUEUE_LENGTH.set(found.queued)
    metrics.QUEUE_AGE_SECONDS.set(_age(found.oldest_due_at, now))
    metrics.UNSEEN_RISKS.set(found.unseen_risks)
    metrics.OLDEST_UNSEEN_RISK_SECONDS.set(_age(found.oldest_unseen_risk_at, now))
    metrics.OVERDUE_TIMER_SECONDS.set(_age(found.oldest_overdue_timer_at, now))
    if found.heartbeat_at is not None:
        metrics.WORKER_HEARTBEAT_AGE_SECONDS.set(_age(found.heartbeat_at, now))


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _json(body: object, *, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
