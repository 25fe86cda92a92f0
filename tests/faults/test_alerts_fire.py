"""The alerts of docs/operations/alerts.yml as Prometheus would work them out, in staged trouble.

Each fires in its own, and none before it. The file is read as it stands, but for its `for`.
"""

from __future__ import annotations

import asyncio
import operator
import re
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import isnan
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.api.health import health_routes
from bot.clock import Clock
from bot.understanding import Detection
from storage.database import Database
from storage.keyring import Keyring
from tests.faults.replicas import MORNING, Replicas, replicas
from tests.faults.test_database_away import a_text
from tests.house.test_alerts import rules
from tests.standin.twilio import Step
from tests.support.databases import SECRET

PHONES = [f"+4477009002{number:02}" for number in range(30)]
ON_DUTY = "+447700900002"
CRISIS = "whats the point anymore, i dont want to wake up"
NOW = re.compile(r"(max|min)\((\w+)\) (>|==) ([\d.]+)")
GREW = re.compile(r"sum(?: by \((\w+)\) )?\(increase\((\w+)(?:\{(.*)\})?\[\w+\]\)\) > ([\d.]+)")
NOT_STAGED = {"BletherDown", "BletherSlow", "BletherUnusuallyManyTexts", "BletherCostCeiling"}

Sample = tuple[str, frozenset[tuple[str, str]]]


@dataclass(slots=True)
class Watcher:
    """Scrapes, and says which alerts the last scrape and what grew since the first make true."""

    client: TestClient[web.Request, web.Application]
    first: dict[Sample, float] = field(default_factory=dict)

    async def fires(self) -> set[str]:
        text = await (await self.client.get("/metrics")).text()
        samples: dict[Sample, float] = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }
        self.first = self.first or samples
        return {rule["alert"] for rule in rules() if self._is_so(rule["expr"], samples)}

    def _is_so(self, expression: str, samples: dict[Sample, float]) -> bool:
        if match := NOW.fullmatch(expression):
            how, metric, sign, limit = match.groups()
            values = [value for (name, _), value in samples.items() if name == metric]
            found = {"max": max, "min": min}[how](values)
            compare = {">": operator.gt, "==": operator.eq}[sign]
            return not isnan(found) and compare(found, float(limit))
        if match := GREW.fullmatch(expression):
            by, metric, matchers, most = match.groups()
            sums: dict[str, float] = defaultdict(float)
            for (name, labels), value in samples.items():
                if name == metric and _fit(dict(labels), matchers or ""):
                    grown = value - self.first.get((name, labels), 0)
                    sums[dict(labels).get(by or "", "")] += grown
            return any(grown > float(most) for grown in sums.values())
        return False


def _fit(labels: dict[str, str], matchers: str) -> bool:
    for name, sign, wanted in re.findall(r'(\w+)(=~?)"([^"]*)"', matchers):
        is_so = re.fullmatch(wanted, labels[name]) if sign == "=~" else labels[name] == wanted
        if not is_so:
            return False
    return True


class BrokenDetector:
    def detect(self, text: str) -> Detection:
        raise RuntimeError("the model is gone")


@asynccontextmanager
async def watching(database: Database, clock: Clock) -> AsyncIterator[Watcher]:
    app = web.Application()
    app.add_routes(health_routes(database, clock))
    async with TestClient(TestServer(app)) as client:
        yield Watcher(client)


async def beat(town: Replicas) -> None:
    """As the sweep does while it runs."""
    async with town.database.begin() as uow:
        await uow.heartbeats.beat("worker", town.clock.now())


async def all_say(town: Replicas, phones: list[str], text: str) -> None:
    await asyncio.gather(*(town.patients.say(phone, text) for phone in phones))


async def test_each_alert_fires_in_its_trouble_and_none_before(
    sqlite_url: str, tmp_path: Path
) -> None:
    known = {rule["alert"] for rule in rules()}
    fired: set[str] = set()
    async with (
        replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town,
        watching(town.database, town.clock) as watcher,
    ):
        fired |= (now := await watcher.fires())
        assert now == {"BletherNoWorker"}, "no worker was ever started"
        await beat(town)
        assert await watcher.fires() == set()

        # A carrier that does not answer clearly, and one that refuses.
        for phone in PHONES[:6]:
            town.standin.script(phone, Step(how="drop"))
        for phone in PHONES[6:18]:
            town.standin.script(phone, Step(how="refuse", code=21211))
        await all_say(town, PHONES[:18], "hello")
        await town.work()
        fired |= (now := await watcher.fires())
        assert now == {"BletherCarrierUnsure", "BletherTextsFail"}

        # The understanding breaks.
        parts = town.members[0].parts
        broken = replace(parts.turns, detector=BrokenDetector())
        await broken.receive(a_text(PHONES[20], "am skint", "SMbroken"))
        fired |= (now := await watcher.fires())
        assert "BletherTurnsFail" in now

        # Danger comes, and from then on nobody works.
        await town.patients.say(PHONES[21], CRISIS)
        before = await watcher.fires()
        assert not before & {"BletherDangerUnseen", "BletherTextsWait", "BletherNoWorker"}
        town.clock.advance(timedelta(minutes=21))
        fired |= (now := await watcher.fires())
        assert now >= {"BletherDangerUnseen", "BletherTextsWait", "BletherNoWorker"}
        assert "BletherTimersLate" in now

        # A worker is back, and the number on duty is none that can be texted.
        town.standin.script(ON_DUTY, Step(how="refuse", code=21211), Step(how="refuse", code=21211))
        await beat(town)
        while await town.work():
            pass
        fired |= (now := await watcher.fires())
        assert "BletherDutyNumberNotTold" in now
        assert not now & {"BletherNoWorker", "BletherTimersLate", "BletherTextsWait"}

    away = Database.open("postgresql://blether@127.0.0.1:1/none", Keyring.from_secret(SECRET))
    async with watching(away, town.clock) as watcher:
        fired |= (now := await watcher.fires())
        assert "BletherDatabaseAway" in now
        assert "BletherTextsWait" not in now
    await away.close()
    assert known - fired == NOT_STAGED
