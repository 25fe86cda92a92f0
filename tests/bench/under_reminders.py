"""People are answered while a great many reminders leave, at the rate that each number may send.

A stand-in for Twilio takes the reminders, in a process of its own. Three things are told apart: how
long a webhook waits for its answer, how long the reply then takes to the carrier, and how
evenly each number sends.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from storage.database import Database
from storage.keyring import Keyring
from storage.models import Practice
from tests.bench import servers
from tests.bench.journeys import people
from tests.bench.load import midway, pace
from tests.bench.part import Part
from tests.bench.seed import SECRET_KEY, seed
from tests.builders import a_conversation, a_message, a_patient, an_outbox_row

LIMIT_MS = 150.0
LIMIT_RATE = 0.02
TEXTS_PER_SECOND = 10
WRITING_PER_SECOND = 20
BATCH = 500


async def measure(*, reminders: int = 2_000, seconds: float = 12) -> list[Part]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "blether.db"
        await seed(path)
        await _queue_reminders(path, reminders)
        async with (
            servers.twilio_standin(folder) as twilio,
            servers.blether(folder, is_seeded=True, role="all", twilio_url=twilio) as server,
        ):
            crowd = people()
            writing = await midway(server.port, crowd, people=128)
            found = await pace(
                server.port, crowd, writing, seconds=seconds, per_second=WRITING_PER_SECOND
            )
            sent = await _taken(twilio)
        delays, waiting = _replies(path)
    reminded = [each for each in sent if each["body"].startswith("Reminder")]
    p99 = round(found.percentile_ms(99), 1)
    rates = _rates(sent)
    off = max((abs(rate / TEXTS_PER_SECOND - 1) for rate in rates), default=1.0)
    return [
        Part(
            name=f"p99 in ms of an answer under {reminders:,} reminders",
            value=p99,
            limit=f"< {LIMIT_MS:g}",
            met=p99 < LIMIT_MS,
            says=f"{len(reminded)} reminders left meanwhile. {len(delays)} replies reached the "
            f"carrier, half of them within {_middle(delays):.2f} s; {waiting} still waited.",
            figures={
                "p50_ms": round(found.percentile_ms(50), 1),
                "reminders_sent": len(reminded),
                "replies_sent": len(delays),
                "replies_waiting": waiting,
                "reply_to_carrier_seconds_p50": round(_middle(delays), 2),
                "reply_to_carrier_seconds_worst": round(max(delays, default=0.0), 2),
            },
        ),
        Part(
            name="texts a second of one number, off the setting",
            value=round(off, 3),
            limit=f"<= {LIMIT_RATE:g}",
            met=off <= LIMIT_RATE,
            says=f"{len(rates)} numbers were to send {TEXTS_PER_SECOND} a second each; they sent "
            f"{min(rates, default=0):.2f} to {max(rates, default=0):.2f}. One worker: the pace "
            "is each worker's own.",
            figures={"rates": [round(rate, 2) for rate in rates]},
        ),
    ]


async def _queue_reminders(path: Path, count: int) -> None:
    """Due at once, for the practices in turn, to people who have not written; at any hour."""
    database = Database.open(f"sqlite+aiosqlite:///{path}", Keyring.from_secret(SECRET_KEY))
    due = datetime.now(UTC) - timedelta(minutes=1)
    async with database.begin() as uow:
        practices = list(await uow.practices.all())
        for practice in practices:
            practice.settings = practice.settings.model_copy(
                update={"sending_from": "00:00", "sending_to": "23:59"}
            )
    for first in range(0, count, BATCH):
        async with database.begin() as uow:
            for number in range(first, min(first + BATCH, count)):
                await _one(uow, practices[number % len(practices)], number, due)
    await database.close()


async def _one(uow: object, practice: Practice, number: int, due: datetime) -> None:
    patient = await a_patient(uow, practice=practice, contact=f"+4477009{number:06d}")  # type: ignore[arg-type]
    conversation = await a_conversation(uow, patient=patient)  # type: ignore[arg-type]
    message = await a_message(
        uow,  # type: ignore[arg-type]
        conversation=conversation,
        direction="out",
        kind="reminder",
        provider="twilio",
        text=f"Reminder {number}",
        at=due,
    )
    await an_outbox_row(
        uow,  # type: ignore[arg-type]
        message=message,
        not_before=due,
        expires_at=due + timedelta(hours=12),
    )


async def _taken(twilio: str) -> list[dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{twilio}/standin/texts") as answer,
    ):
        found: list[dict[str, str]] = await answer.json()
    return found


def _rates(sent: Sequence[dict[str, str]]) -> list[float]:
    """Texts a second of each number, between its first and last; the first second is left out."""
    times: dict[str, list[float]] = defaultdict(list)
    for each in sent:
        times[each["from"]].append(float(each["taken_at"]))
    rates = []
    for moments in times.values():
        later = [at for at in moments if at >= moments[0] + 1]
        if len(later) > TEXTS_PER_SECOND:
            rates.append((len(later) - 1) / (later[-1] - later[0]))
    return rates


def _replies(path: Path) -> tuple[list[float], int]:
    """Seconds from queue to carrier of each reply, and how many still wait."""
    took = (
        "SELECT (julianday(updated_at) - julianday(at)) * 86400 FROM message "
        "WHERE kind = 'reply' AND direction = 'out' AND status IN ('sent', 'delivered')"
    )
    left = "SELECT count(*) FROM message WHERE kind = 'reply' AND status IN ('queued', 'sending')"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        delays = [row[0] for row in connection.execute(took)]
        return delays, connection.execute(left).fetchone()[0]


def _middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


if __name__ == "__main__":
    for part in asyncio.run(measure()):
        print(part.line())
