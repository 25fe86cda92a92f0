"""Processes of Blether that are up at once: forked from one that has its imports behind it.

A start of `blether serve` is mostly reading modules, flows and the model: two seconds in which
nothing can be killed that matters. Here one process reads them and then forks for each order a
real process of its own, which opens the database, migrates it, serves, and is killed with -9
like any other. Started as `python -m tests.faults.nursery`, with one order a line on stdin.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.detector import detector_of
from bot.dialogue import Flows, load_flows
from bot.serving import serve
from bot.settings import config_in, load_settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Nursery:
    """The process that forks; `children` of it are known by their process id."""

    process: asyncio.subprocess.Process

    async def start(
        self, environment: Mapping[str, str], *, role: str, port: int, log: Path
    ) -> int:
        """Fork a server; returns its process id."""
        order = {"environment": dict(environment), "role": role, "port": port, "log": str(log)}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        await self.process.stdin.drain()
        line = await self.process.stdout.readline()
        assert line, "the nursery has ended"
        return int(line)


@asynccontextmanager
async def nursery(environment: Mapping[str, str]) -> AsyncIterator[Nursery]:
    """Open while this is; what it forked is killed with it. Flows are those of `environment`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.nursery"),
        cwd=ROOT,
        env=dict(environment),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def killed(pid: int) -> None:
    """kill -9, and wait until the process is gone: no warning, nothing tidied up."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return  # it has ended by itself
    loop, gone = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(watched, gone.set)
    try:
        signal.pidfd_send_signal(watched, signal.SIGKILL)
        await gone.wait()
    finally:
        loop.remove_reader(watched)
        os.close(watched)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _fork(order: dict[str, Any], flows: Flows) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(order["environment"])
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(source, target)
        settings = load_settings(os.environ, address=f"http://127.0.0.1:{order['port']}")
        serve(settings, host="127.0.0.1", port=order["port"], role=order["role"], flows=flows)
    finally:
        sys.stderr.flush()
        os._exit(1)


def main() -> None:
    config = config_in(os.environ)
    flows = load_flows([config.flows_path()], default_language=config.language)
    detector_of(config.understanding).detect("a")  # reads the model, which is kept
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    children: list[int] = []
    for line in sys.stdin:
        children.append(_fork(json.loads(line), flows))
        print(children[-1], flush=True)
    for pid in filter(is_alive, children):
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
