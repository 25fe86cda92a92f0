"""`make bench`: Blether beside two peers, in the same run on the same machine.

Timed: from sending a webhook to its whole answer. For Blether that covers the signature,
understanding, the dialogue engine, its actions and one durable commit; the replies then stand in
the outbox. Texts and signatures are made by the client while it runs, in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop

from tests.bench import parts, servers
from tests.bench.journeys import people
from tests.bench.load import Measured, midway, pace, saturate

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "8"))
WARM_UP_SECONDS = 2.0
AT_ONCE = 16
PACE_PER_SECOND = 50
PACE_SECONDS = float(os.environ.get("BENCH_PACE_SECONDS", "20"))
OUTPUT = Path("var/bench.json")

LIMITS = {"of bare": 0.25, "of botbuilder": 1.0, "p99_ms at 50 a second": 100.0}
PEERS = {
    "blether": servers.blether,
    "bare": servers.bare,
    "botbuilder": servers.botbuilder,
}


async def measure(name: str, folder: Path) -> tuple[Measured, Measured | None, dict[str, int]]:
    """One round: warm up, as many as it takes, and for Blether a steady pace besides."""
    async with PEERS[name](folder) as server:
        crowd = people()
        await saturate(server.port, crowd, seconds=WARM_UP_SECONDS, at_once=AT_ONCE)
        full = await saturate(server.port, crowd, seconds=SECONDS, at_once=AT_ONCE)
        if name != "blether":
            return full, None, {}
        writing = await midway(server.port, crowd, people=AT_ONCE * 8)
        steady = await pace(
            server.port, crowd, writing, seconds=PACE_SECONDS, per_second=PACE_PER_SECOND
        )
        assert server.database is not None
        return full, steady, what_happened(server.database)


def what_happened(database: Path) -> dict[str, int]:
    """Counts from Blether's own database: that the journeys were really travelled."""
    counts = {
        "texts in": "SELECT count(*) FROM message WHERE direction = 'in'",
        "replies queued": "SELECT count(*) FROM message WHERE direction = 'out'",
        "referrals": "SELECT count(*) FROM referral",
        "appointments": "SELECT count(*) FROM appointment WHERE status = 'booked'",
        "risks raised": "SELECT count(*) FROM risk_flag",
        "failed turns": "SELECT count(*) FROM referral WHERE attention = 'error'",
    }
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return {name: connection.execute(query).fetchone()[0] for name, query in counts.items()}


def figures(rounds: list[Measured]) -> dict[str, Any]:
    """The median round by throughput, and every round's throughput beside it."""
    middle = sorted(rounds, key=lambda each: each.per_second)[len(rounds) // 2]
    return {
        "turns_per_second": round(middle.per_second, 1),
        "p50_ms": round(middle.percentile_ms(50), 2),
        "p99_ms": round(middle.percentile_ms(99), 2),
        "client_busy": round(middle.client_busy, 2),
        "rounds": [round(each.per_second, 1) for each in rounds],
    }


async def run() -> dict[str, Any]:
    """Every round of every server, turn about, so that a busy minute falls on all of them."""
    full: dict[str, list[Measured]] = {name: [] for name in PEERS}
    steady: list[Measured] = []
    happened: dict[str, int] = {}
    for number in range(ROUNDS):
        for name in PEERS:
            with tempfile.TemporaryDirectory(dir=OUTPUT.parent, prefix="bench-") as folder:
                measured, paced, counts = await measure(name, Path(folder))
            full[name].append(measured)
            print(f"round {number + 1}  {name:<11} {measured.per_second:8.1f} turns/s", flush=True)
            if paced is not None:
                steady.append(paced)
                happened = counts
    return summary(full, steady, happened)


def summary(
    full: dict[str, list[Measured]], steady: list[Measured], happened: dict[str, int]
) -> dict[str, Any]:
    found: dict[str, Any] = {name: figures(rounds) for name, rounds in full.items()}
    ratios = {
        f"of {peer}": round(
            statistics.median(
                ours.per_second / theirs.per_second
                for ours, theirs in zip(full["blether"], full[peer], strict=True)
            ),
            3,
        )
        for peer in ("bare", "botbuilder")
    }
    p99 = round(max(each.percentile_ms(99) for each in steady), 2)
    found["paced"] = {
        **figures(steady),
        "asked_per_second": PACE_PER_SECOND,
        "worst_round_p99_ms": p99,
    }
    met = {
        "of bare": ratios["of bare"] >= LIMITS["of bare"],
        "of botbuilder": ratios["of botbuilder"] >= LIMITS["of botbuilder"],
        "p99_ms at 50 a second": p99 < LIMITS["p99_ms at 50 a second"],
    }
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.platform(),
        },
        "method": __doc__,
        "people_at_once": AT_ONCE,
        "servers": found,
        "ratios": ratios,
        "limits": LIMITS,
        "met": met,
        "blether_last_round": happened,
    }


def report(result: dict[str, Any]) -> None:
    print(f"\n{'':<12}{'turns/s':>10}{'p50 ms':>10}{'p99 ms':>10}{'client busy':>13}")
    for name, row in result["servers"].items():
        print(
            f"{name:<12}{row['turns_per_second']:>10}{row['p50_ms']:>10}{row['p99_ms']:>10}"
            f"{row['client_busy']:>12.0%}"
        )
    paced = result["servers"]["paced"]["worst_round_p99_ms"]
    values = {**result["ratios"], "p99_ms at 50 a second": paced}
    print()
    for name, limit in LIMITS.items():
        sign = "<" if "ms" in name else ">="
        verdict = "met" if result["met"][name] else "MISSED"
        print(f"{name:<24}{values[name]:>9}   limit {sign} {limit:<6} {verdict}")
    print(f"\nlast round of blether: {result['blether_last_round']}")


def main() -> int:
    OUTPUT.parent.mkdir(exist_ok=True)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(run())
    OUTPUT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    report(result)
    print()
    found = parts.measure(list(parts.PARTS), is_full=False)
    print(f"figures in {OUTPUT}")
    return 0 if all(result["met"].values()) and all(part.met for part in found) else 1


if __name__ == "__main__":
    sys.exit(main())
