"""The measures beside the peers: `python -m tests.bench.parts [NAME…] [--full]`.

Short forms by default, under 40 seconds each on a quiet machine; `--full` takes the sizes of the
promise (100,000 reminders, 1,000,000 messages, 500 people). Figures go to var/bench.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvloop

from tests.bench import grown, paced_100, race, replicas, under_reminders
from tests.bench.part import Part

OUTPUT = Path("var/bench.json")
SHORT_PEOPLE, FULL_PEOPLE, SLOTS = 60, 500, 20


async def _paced(is_full: bool) -> list[Part]:
    return [await paced_100.measure(seconds=60 if is_full else 10)]


async def _reminders(is_full: bool) -> list[Part]:
    if is_full:
        return await under_reminders.measure(reminders=100_000, seconds=300)
    return await under_reminders.measure()


async def _grown(is_full: bool) -> list[Part]:
    return [await grown.measure(messages=1_000_000 if is_full else 50_000)]


async def _replicas(is_full: bool) -> list[Part]:
    return [await replicas.measure(seconds=20 if is_full else 6)]


async def _race(is_full: bool) -> list[Part]:
    people = FULL_PEOPLE if is_full else SHORT_PEOPLE
    found = await race.on_both(people, SLOTS, ("sqlite", "postgresql"))
    return [
        Part(
            name=f"{people} people race for {SLOTS} times, {database}",
            value=float(str(row["booked"])),
            limit=f"{SLOTS}, {people - SLOTS} told",
            met=bool(row["met"]),
            says=f"{row['booked']} booked, {row['kindly_told']} told kindly, "
            f"{row['left_standing']} left standing, {row['twice']} times given twice; "
            f"{row['turns']} turns in {row['seconds']} s.",
            figures=row,
        )
        for database, row in found.items()
    ]


PARTS: dict[str, Callable[[bool], Awaitable[list[Part]]]] = {
    "paced": _paced,
    "reminders": _reminders,
    "grown": _grown,
    "replicas": _replicas,
    "race": _race,
}


def measure(names: list[str], *, is_full: bool) -> list[Part]:
    """Each in a loop of its own, printed as it comes, and kept in var/bench.json."""
    found: list[Part] = []
    for name in names:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            parts = runner.run(_run(name, is_full))
        for part in parts:
            print(part.line(), flush=True)
        found += parts
    _keep(found, is_full=is_full)
    return found


async def _run(name: str, is_full: bool) -> list[Part]:
    return await PARTS[name](is_full)


def _keep(parts: list[Part], *, is_full: bool) -> None:
    OUTPUT.parent.mkdir(exist_ok=True)
    kept: dict[str, Any] = {}
    if OUTPUT.exists():
        kept = json.loads(OUTPUT.read_text(encoding="utf-8"))
    known = {row["name"]: row for row in kept.get("parts", [])}
    known |= {part.name: {**part.row(), "is_full": is_full} for part in parts}
    kept["parts"] = list(known.values())
    OUTPUT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARTS)}")
    asked.add_argument("--full", action="store_true")
    given = asked.parse_args()
    wrong = set(given.names) - PARTS.keys()
    if wrong:
        asked.error(f"there is no {', '.join(sorted(wrong))}; there are {', '.join(PARTS)}")
    found = measure(given.names or list(PARTS), is_full=given.full)
    return 0 if all(part.met for part in found) else 1


if __name__ == "__main__":
    sys.exit(main())
