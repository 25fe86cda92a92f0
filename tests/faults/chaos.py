"""Anything, in any order: one seed is one sequence of everything that goes wrong at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.faults.patients import TALKS
from tests.faults.replicas import Replicas, replicas
from tests.standin.texts import Step, Text

STARTS: Final = (
    datetime(2026, 11, 23, 10, tzinfo=UTC),
    datetime(2026, 10, 24, 17, tzinfo=UTC),  # the evening before summer time ends
    datetime(2027, 3, 27, 18, tzinfo=UTC),  # the evening before it begins
    datetime(2026, 12, 24, 19, tzinfo=UTC),
)
PASSING: Final = (
    *(timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=25)),
    *(timedelta(hours=2), timedelta(hours=13), timedelta(days=1)),
)
FAILURES: Final = (
    Step(how="refuse", status=429, code=20429),
    Step(how="fail", status=500),
    Step(how="fail", status=503),
    Step(how="hang"),
    Step(how="cut"),
    Step(how="drop"),
    Step(how="dawdle", seconds=0.03),
)
RECEIPTS: Final = ("queued", "sending", "sent", "delivered")
PHONES: Final = [f"+4477009003{number:02}" for number in range(8)]
CLOCKS_APART: Final = timedelta(seconds=20)
"""As far as machines that keep time may be apart."""


@dataclass(slots=True, kw_only=True)
class Chaos:
    town: Replicas
    random: Random
    lines: dict[str, list[str]] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    async def go(self, steps: int) -> None:
        """So many things happen, one after the other; some of them are several at once."""
        deeds: dict[Callable[[], Awaitable[None]], int] = {
            self.somebody_texts: 40,
            self.a_text_comes_twice: 8,
            self.two_texts_overtake_each_other: 8,
            self.all_work: 25,
            self.time_passes: 12,
            self.the_carrier_fails: 12,
            self.a_receipt_comes: 12,
            self.a_clock_is_out: 4,
        }
        for _ in range(steps):
            (deed,) = self.random.choices([*deeds], weights=[*deeds.values()])
            self.done[deed.__name__] += 1
            await deed()

    async def somebody_texts(self) -> None:
        await self._say(self.random.choice(PHONES))

    async def a_text_comes_twice(self) -> None:
        """At two replicas at the same moment: once tried again, once from the fallback address."""
        phone = self.random.choice(PHONES)
        word = await self._say(phone)
        again = [self._say_again(phone, word.text, word.sid, token) for token in ("same", None)]
        assert {status for status, _ in await asyncio.gather(*again)} == {200}

    async def two_texts_overtake_each_other(self) -> None:
        phone = self.random.choice(PHONES)
        await asyncio.gather(self._say(phone), self._say(phone))

    async def all_work(self) -> None:
        await self.town.work(
            self.random.sample(self.town.members, self.random.randint(1, len(self.town.members)))
        )

    async def time_passes(self) -> None:
        """As a rule with somebody at work before it; else they were away as long."""
        if self.random.random() < 0.8:
            await self.town.work()
        self.town.clock.advance(self.random.choice(PASSING))

    async def the_carrier_fails(self) -> None:
        steps = self.random.choices(FAILURES, k=self.random.randint(1, 3))
        self.town.standin.script(self.random.choice(PHONES), *steps)

    async def a_receipt_comes(self) -> None:
        """Of any text, however old, with any news, however late; or that it did not arrive."""
        if not self.town.standin.texts:
            return
        text = self.random.choice(self.town.standin.texts[-20:])
        if self.random.random() < 0.2 and "delivered" not in text.reports:
            await self.town.standin.report(text, "undelivered", self.random.choice([30003, 30008]))
            return
        for status in self.random.choices(RECEIPTS, k=self.random.randint(1, 4)):
            await self.town.standin.report(text, status)

    async def a_clock_is_out(self) -> None:
        apart = timedelta(seconds=self.random.uniform(-1, 1) * CLOCKS_APART.total_seconds())
        self.random.choice(self.town.members).clock.out_by = apart

    async def _say(self, phone: str) -> Any:
        if not self.lines.get(phone):
            self.lines[phone] = list(self.random.choice(TALKS))
        self.town.standin.target = self.random.choice(self.town.members).url
        return await self.town.patients.say(phone, self.lines[phone].pop(0))

    async def _say_again(
        self, phone: str, text: str, sid: str, token: str | None
    ) -> tuple[int, str]:
        self.town.standin.target = self.random.choice(self.town.members).url
        return await self.town.standin.says(phone, "+447700900001", text, sid=sid, token=token)


async def chaos(database_url: str, folder: Path, *, seed: int, steps: int = 120) -> dict[str, Any]:
    """One sequence; what it came to, with `faults` if any promise was broken."""
    random = Random(seed)

    def receipts(text: Text) -> list[tuple[float, str]]:
        return [(0, status) for status in random.choices(RECEIPTS, k=random.randint(0, 3))]

    start = STARTS[seed % len(STARTS)]
    async with replicas(database_url, folder, start=start, reporting=receipts) as town:
        storm = Chaos(town=town, random=random)
        await storm.go(steps)
        account = await town.settle()
        return {"seed": seed, "deeds": dict(storm.done), **account.as_json()}
