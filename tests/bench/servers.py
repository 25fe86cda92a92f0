"""Each server under test as a process of its own, started for one round and stopped after it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.journeys import ACCOUNT_SID
from tests.bench.seed import SECRET_KEY, seed
from tests.bench.webhook_client import AUTH_TOKEN
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 180
NOBODY = "http://127.0.0.1:9"
"""An address at which no carrier listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; `database` is the file that it writes, if it writes one."""

    port: int
    pid: int = 0
    database: Path | None = None


@asynccontextmanager
async def blether(
    folder: Path, *, is_seeded: bool = False, role: str = "web", twilio_url: str = NOBODY
) -> AsyncIterator[Server]:
    """`blether serve` on a seeded SQLite database, folder/blether.db."""
    database = folder / "blether.db"
    if not is_seeded:
        await seed(database)
    url = f"sqlite+aiosqlite:///{database}"
    async with blether_on(url, folder, role=role, twilio_url=twilio_url) as server:
        yield Server(port=server.port, pid=server.pid, database=database)


@asynccontextmanager
async def blether_on(
    url: str, folder: Path, *, name: str = "blether", role: str = "web", twilio_url: str = NOBODY
) -> AsyncIterator[Server]:
    """`blether serve` on the database at `url`; `name` is the log's."""
    port = free_port()
    environment = {
        "DATABASE_URL": url,
        "BLETHER_SECRET_KEY": SECRET_KEY,
        "BLETHER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_API_URL": twilio_url,
    }
    arguments = ["bot", "serve", "--role", role, "--port", str(port)]
    async with _process(arguments, port, folder / f"{name}.log", environment) as pid:
        yield Server(port=port, pid=pid)


@asynccontextmanager
async def twilio_standin(folder: Path) -> AsyncIterator[str]:
    """The stand-in for Twilio, which takes every text at once and reports nothing; its address."""
    port = free_port()
    arguments = ["tests.standin.twilio", "--port", str(port), "--reports", ""]
    async with _process(arguments, port, folder / "twilio.log"):
        yield f"http://127.0.0.1:{port}"


@asynccontextmanager
async def bare(folder: Path) -> AsyncIterator[Server]:
    database, port = folder / "bare.db", free_port()
    arguments = ["tests.bench.bare_server", str(port), str(database)]
    async with _process(arguments, port, folder / "bare.log"):
        yield Server(port=port, database=database)


@asynccontextmanager
async def botbuilder(folder: Path) -> AsyncIterator[Server]:
    port = free_port()
    arguments = ["tests.bench.botbuilder_server", str(port)]
    async with _process(arguments, port, folder / "botbuilder.log"):
        yield Server(port=port)


@asynccontextmanager
async def _process(
    arguments: list[str], port: int, log: Path, environment: dict[str, str] | None = None
) -> AsyncIterator[int]:
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: ASYNC220  begun once, before anything is measured
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        await _until_open(process, port, log)
        yield process.pid
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 20)


async def _until_open(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            break
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return
    last = await asyncio.to_thread(log.read_text, encoding="utf-8", errors="replace")
    raise RuntimeError(f"the server did not start:\n{last[-2000:]}")
