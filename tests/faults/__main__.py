"""The long run: `python -m tests.faults --rounds 1000 --seed 1 --database postgresql`.

Kills and starts a real service under traffic and compares every account in the end; with --chaos
also so many seeds of everything at once, with --reminders so many due in the same minute. Prints
the counts, writes them to var/faults.json, and ends with 1 if any promise was broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.keyring import Keyring
from tests.faults.chaos import chaos
from tests.faults.reminders import remind_many
from tests.faults.rounds import rounds_on
from tests.support import databases

OUT = Path("var") / "faults.json"
TELL_EVERY = 50


async def kill_rounds(database_url: str, folder: Path, *, rounds: int, seed: int) -> dict[str, Any]:
    """So many rounds on one database; the report of them."""

    def tell(done: int) -> None:
        if done % TELL_EVERY == 0:
            print(f"{done} of {rounds} rounds", file=sys.stderr, flush=True)

    async with rounds_on(database_url, folder, seed=seed) as running:
        await running.go(rounds, tell)
        return running.report(await running.settle(), rounds=rounds, seed=seed)


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a migrated, empty database of this kind."""
    keyring = Keyring.from_secret("a template holds no secrets")
    if kind == "sqlite":
        yield databases.copy_sqlite(databases.make_sqlite_template(folder, keyring), folder)
        return
    with databases.postgres_server(keyring) as server:
        url = server.copy()
        try:
            yield url
        finally:
            server.drop(url)


@contextmanager
def a_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="blether-faults-") as name:
        yield Path(name)


def long_run(given: argparse.Namespace) -> dict[str, Any]:
    """Every part that was asked for, each on a database of its own."""
    report: dict[str, Any] = {}
    if given.rounds:
        with a_folder() as folder, empty_database(given.database, folder) as url:
            report["rounds"] = asyncio.run(
                kill_rounds(url, folder, rounds=given.rounds, seed=given.seed)
            )
    for seed in range(given.seed, given.seed + given.chaos):
        with a_folder() as folder, empty_database(given.database, folder) as url:
            report.setdefault("chaos", []).append(asyncio.run(chaos(url, folder, seed=seed)))
    if given.reminders:
        with a_folder() as folder, empty_database(given.database, folder) as url:
            report["reminders"] = asyncio.run(
                remind_many(url, folder, count=given.reminders, talks=100)
            )
    return report


def faults_in(report: dict[str, Any]) -> list[str]:
    parts = [report.get("rounds"), *report.get("chaos", []), report.get("reminders")]
    return [fault for part in parts if part for fault in part["faults"]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="kills and starts")
    parser.add_argument("--chaos", type=int, default=0, help="seeds of everything at once")
    parser.add_argument("--reminders", type=int, default=0, help="due in the same minute")
    parser.add_argument("--seed", type=int, default=1, help="the first; the same seed, same dice")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--out", type=Path, default=OUT, help="where the report goes")
    given = parser.parse_args()
    report = long_run(given)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))
    sys.exit(1 if faults_in(report) else 0)


if __name__ == "__main__":
    main()
