"""The long run: `python -m tests.faults --rounds 1000 --seed 1 --database postgresql`.

Kills and starts a real service under traffic and compares every account in the end; prints the
counts, writes them to var/faults.json, and ends with 1 if anything was lost or repeated.
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
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of this kind."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/faults.db"
        return
    with databases.postgres_server(Keyring.from_secret("a template holds no secrets")) as server:
        yield server.copy()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="kills and starts")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same dice")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--out", type=Path, default=OUT, help="where the report goes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="blether-faults-") as name:
        folder = Path(name)
        with database_of(given.database, folder) as url:
            report = asyncio.run(kill_rounds(url, folder, rounds=given.rounds, seed=given.seed))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({**report, "faults": report["faults"][:20]}, indent=2))
    sys.exit(1 if report["faults"] else 0)


if __name__ == "__main__":
    main()
