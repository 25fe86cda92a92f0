"""Two ways to load a server: as much as it takes, and at a steady pace."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.journeys import Person
from tests.bench.webhook_client import WebhookClient

_sid_numbers = itertools.count(time.time_ns())


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """`latencies` in seconds, one for each webhook answered in `seconds` of wall time."""

    seconds: float
    latencies: tuple[float, ...]
    client_busy: float
    """The share of the time in which the client itself used a processor."""

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile_ms(self, percent: float) -> float:
        """The nearest-rank percentile in milliseconds."""
        ordered = sorted(self.latencies)
        rank = max(1, -(-len(ordered) * percent // 100))
        return ordered[int(rank) - 1] * 1000


async def saturate(port: int, crowd: Iterator[Person], *, seconds: float, at_once: int) -> Measured:
    """`at_once` people write at the same time, each as soon as they are answered."""
    latencies: list[float] = []
    until = time.perf_counter() + seconds

    async def one_after_another() -> None:
        client = WebhookClient(port)
        person = next(crowd)
        while time.perf_counter() < until:
            if person.is_done:
                person = next(crowd)
            latencies.append(await client.post(person.next_form(next(_sid_numbers))))
        await client.close()

    began, cpu = time.perf_counter(), time.process_time()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_another())
    return _measured(began, cpu, latencies)


async def midway(port: int, crowd: Iterator[Person], *, people: int) -> list[Person]:
    """People who have sent some of their texts, each at another place of their referral.

    If all began at once, the first measured seconds would be nothing but first texts, and the next
    nothing but second ones.
    """
    client = WebhookClient(port)
    met = list(itertools.islice(crowd, people))
    for number, person in enumerate(met):
        for _ in range(number // 16 % len(person.texts)):
            await client.post(person.next_form(next(_sid_numbers)))
    await client.close()
    return met


async def pace(
    port: int,
    crowd: Iterator[Person],
    writing: Sequence[Person],
    *,
    seconds: float,
    per_second: float,
) -> Measured:
    """A text every 1/`per_second`, come what may: a late answer delays none of the others.

    Those who are `writing` are followed by the others of the crowd. Waiting for a person's own last
    answer counts, since Twilio would be waiting too.
    """
    latencies: list[float] = []
    free: asyncio.Queue[tuple[WebhookClient, Person]] = asyncio.Queue()
    for person in writing:
        free.put_nowait((WebhookClient(port), person))

    async def one_text(due: float) -> None:
        client, person = await free.get()
        if person.is_done:
            person = next(crowd)
        await client.post(person.next_form(next(_sid_numbers)))
        latencies.append(time.perf_counter() - due)
        free.put_nowait((client, person))

    began, cpu = time.perf_counter(), time.process_time()
    async with asyncio.TaskGroup() as group:
        for number in range(int(seconds * per_second)):
            due = began + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(one_text(due))
    measured = _measured(began, cpu, latencies)
    while not free.empty():
        await free.get_nowait()[0].close()
    return measured


def _measured(began: float, cpu: float, latencies: list[float]) -> Measured:
    seconds = time.perf_counter() - began
    return Measured(
        seconds=seconds,
        latencies=tuple(latencies),
        client_busy=(time.process_time() - cpu) / seconds,
    )
