"""The database goes away and comes back: the service says so, loses nothing, and goes on."""

from __future__ import annotations

import asyncio
import math
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.faults.line import line_to
from tests.faults.service import PRACTICE, Service, service_with_standin

PHONE = "+447700900360"


async def ready(service: Service) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{service.url}/health/ready") as answer,
    ):
        return answer.status, await answer.json()


async def until_ready_is(service: Service, status: int, seconds: float = 30) -> dict[str, Any]:
    async with asyncio.timeout(seconds):
        while True:
            found, said = await ready(service)
            if found == status:
                return said
            await asyncio.sleep(0.2)


async def text_of(service: Service, path: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{service.url}{path}") as answer:
        assert answer.status == 200
        return await answer.text()


def gauge(metrics: str, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", metrics, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


@pytest.mark.timeout(300)
async def test_without_its_database_it_is_alive_but_not_ready_until_that_is_back(
    tmp_path: Path, postgres_url: str
) -> None:
    async with (
        line_to(postgres_url) as (url, line),
        service_with_standin(tmp_path, url) as (service, standin),
    ):
        status, said = await ready(service)
        assert (status, said["checks"]) == (
            200,
            {"service": "ok", "flows": "ok", "database": "ok", "worker": "ok"},
        )
        assert gauge(await text_of(service, "/metrics"), "blether_database_up") == 1

        line.go_down()
        said = await until_ready_is(service, 503)
        assert "database" in said["checks"]["database"] and said["checks"]["worker"] == "unknown"
        await text_of(service, "/health/live")
        metrics = await text_of(service, "/metrics")
        assert gauge(metrics, "blether_database_up") == 0
        assert math.isnan(gauge(metrics, "blether_oldest_unseen_risk_age_seconds"))
        sid = standin.new_sid()
        lost, _ = await standin.says(PHONE, PRACTICE, "need a food bank", sid=sid)
        assert lost >= 500, "a text that is not kept must not be acknowledged"

        line.is_down = False
        await until_ready_is(service, 200)
        kept, _ = await standin.says(PHONE, PRACTICE, "need a food bank", sid=sid)
        assert kept == 200
        await standin.until(PHONE, 1)
        messages = await service.messages()
        assert [each.provider_id for each in messages if each.direction == "in"] == [sid]
        code, seconds = await service.stop()
        assert (code, seconds < 10) == (0, True)
