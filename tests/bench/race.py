"""Many people, few times: all choose at once, each time is given once, nobody is left standing.

`python -m tests.bench.race --people 500 --slots 20 --on both`
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.clock import ManualClock
from bot.inbound import InboundMessage
from bot.running import Running, running
from storage.keyring import Keyring
from storage.models import Practice, PracticeSettings
from storage.models.appointment import LIVE_STATUSES
from storage.views.listings import list_appointments
from tests.builders import a_practice, a_staff_member, an_availability
from tests.support.databases import copy_sqlite, make_sqlite_template, postgres_server
from tests.support.world import settings_for, the_flows

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
THE_DAY = date(2026, 11, 25)
TO_THE_TIMES = ("am pure lonely", "aye", "1", "1", "1", "Jean Broon 14/2/51")
MOST_ROUNDS = 60
AT_ONCE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How it ended for people; `twice` is how many times were given to more than one of them."""

    people: int
    slots: int
    booked: int
    kindly_told: int
    left_standing: int
    twice: int
    turns: int
    seconds: float

    @property
    def is_right(self) -> bool:
        return (
            self.booked == min(self.people, self.slots)
            and self.booked + self.kindly_told == self.people
            and self.twice == self.left_standing == 0
        )


@dataclass(slots=True)
class Runner:
    """One who wants a time; `favourite` is the number of the button that they press."""

    contact: str
    favourite: int
    says: list[str] = field(default_factory=list)

    @property
    def choice(self) -> str:
        """The number of one of the times that they were offered."""
        offered = re.findall(r"^(\d) .*\bNov\b", "\n".join(self.says), re.MULTILINE)
        return str(min(self.favourite, len(offered) or 1))

    @property
    def is_booked(self) -> bool:
        return any("booked" in text for text in self.says)

    @property
    def is_told(self) -> bool:
        return any("no free times" in text for text in self.says)

    @property
    def is_done(self) -> bool:
        return self.is_booked or self.is_told


async def race(database_url: str, folder: Path, *, people: int, slots: int) -> Outcome:
    """Run it on an empty, migrated database."""
    settings = replace(settings_for(folder), database_url=database_url)
    crowd = [Runner(f"+447700{900_000 + n}", 1 + n % 3) for n in range(people)]
    async with running(settings, ManualClock(MONDAY), flows=the_flows()) as parts:
        practice = await _open(parts, slots)
        began, turns = time.perf_counter(), 0
        for text in TO_THE_TIMES:
            await _all_say(parts, practice, [(one, text) for one in crowd])
            turns += len(crowd)
        for _ in range(MOST_ROUNDS):
            racing = [one for one in crowd if not one.is_done]
            if not racing:
                break
            await _all_say(parts, practice, [(one, one.choice) for one in racing])
            turns += len(racing)
        seconds = time.perf_counter() - began
        return await _count(parts, practice, crowd, slots, turns, seconds)


async def _open(parts: Running, slots: int) -> Practice:
    """One link worker with so many half hours, on one day and never again."""
    ends = datetime(2026, 1, 1, 8) + timedelta(minutes=30 * slots)
    settings = PracticeSettings(minimum_notice_hours=0, modes=("phone",))
    async with parts.db.begin() as uow:
        practice = await a_practice(uow, settings=settings)
        worker = await a_staff_member(uow, practice=practice)
        await an_availability(
            uow,
            practice=practice,
            link_worker=worker,
            weekday=THE_DAY.weekday(),
            from_time="08:00",
            to_time=f"{ends:%H:%M}",
            modes=["phone"],
            valid_from=THE_DAY,
            valid_to=THE_DAY,
        )
    return practice


async def _all_say(parts: Running, practice: Practice, said: Sequence[tuple[Runner, str]]) -> None:
    """All at once, as far as one machine goes; then everybody reads what they were answered."""
    door = asyncio.Semaphore(AT_ONCE)

    async def one_says(one: Runner, text: str) -> None:
        async with door:
            receipt = await parts.turns.receive(_message(parts, practice, one, text))
            async with parts.db.read() as uow:
                latest = await uow.messages.of_conversation(receipt.conversation_id or "", 4)
        newest = max(n for n, each in enumerate(latest) if each.direction == "in")
        one.says = [str(each.text) for each in latest[newest + 1 :]]

    await asyncio.gather(*(one_says(one, text) for one, text in said))


def _message(parts: Running, practice: Practice, one: Runner, text: str) -> InboundMessage:
    now = parts.clock.now()
    return InboundMessage(
        channel="simulator",
        contact=one.contact,
        provider="simulator",
        provider_id=f"{one.contact}-{time.perf_counter_ns()}",
        practice_id=practice.id,
        text=text,
        at=now,
    )


async def _count(
    parts: Running,
    practice: Practice,
    crowd: Sequence[Runner],
    slots: int,
    turns: int,
    seconds: float,
) -> Outcome:
    async with parts.db.read() as uow:
        visits = await list_appointments(uow, [practice.id], limit=1000)
    starts = [visit.starts_at for visit in visits if visit.status in LIVE_STATUSES]
    return Outcome(
        people=len(crowd),
        slots=slots,
        booked=len(starts),
        kindly_told=sum(one.is_told and not one.is_booked for one in crowd),
        left_standing=sum(not one.is_done for one in crowd),
        twice=len(starts) - len(set(starts)),
        turns=turns,
        seconds=round(seconds, 1),
    )


async def on_both(people: int, slots: int, on: Sequence[str]) -> dict[str, dict[str, object]]:
    """The outcome on each database, by its name."""
    found: dict[str, dict[str, object]] = {}
    keyring = Keyring.from_secret("a secret for tests only")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "sqlite" in on:
            url = copy_sqlite(make_sqlite_template(folder, keyring), folder)
            found["sqlite"] = _row(await race(url, folder, people=people, slots=slots))
        if "postgresql" in on:
            with postgres_server(keyring) as server:
                url = server.copy()
                found["postgresql"] = _row(await race(url, folder, people=people, slots=slots))
                server.drop(url)
    return found


def _row(outcome: Outcome) -> dict[str, object]:
    return {**asdict(outcome), "met": outcome.is_right}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=500)
    asked.add_argument("--slots", type=int, default=20)
    asked.add_argument("--on", choices=("sqlite", "postgresql", "both"), default="both")
    given = asked.parse_args()
    on = ("sqlite", "postgresql") if given.on == "both" else (given.on,)
    print(json.dumps(asyncio.run(on_both(given.people, given.slots, on)), indent=1))


if __name__ == "__main__":
    main()
