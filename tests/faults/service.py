"""Blether as a process of its own, which a test may kill, with Twilio's stand-in beside it."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlalchemy import select

from bot.clock import SystemClock
from bot.demo import PRACTICE_CODE, make_demo
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Message
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
REST_SECONDS = 150
PRACTICE = "+447700900001"
"""The number of the demonstration practice."""
DEMO_PASSWORD = "demo-password-for-tests"


@dataclass(slots=True, kw_only=True)
class Service:
    """`blether serve` on the demonstration practice; start it as often as it is killed."""

    folder: Path
    database_url: str
    port: int = field(default_factory=free_port)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    twilio_url: str = ""
    arguments: tuple[str, ...] = ()
    """More of the command line of `serve`."""
    log_level: str = "INFO"
    process: asyncio.subprocess.Process | None = None
    public_url: str = ""
    root: Path = ROOT
    """Where the program is."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "BLETHER_SECRET_KEY": self.secret,
            "BLETHER_PUBLIC_URL": self.public_url or self.url,
            "BLETHER_DEMO_PASSWORD": DEMO_PASSWORD,
            "BLETHER_CONFIG": str(self._config()),
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_API_URL": self.twilio_url,
        }

    async def make_demo(self) -> None:
        """The demonstration practice on its database, made here: no process reads all for it."""
        database = Database.open(self.database_url, Keyring.from_secret(self.secret))
        try:
            await database.upgrade()
            await make_demo(database, SystemClock(), DEMO_PASSWORD)
        finally:
            await database.close()

    async def start(self) -> None:
        """Serve, and return when it is ready."""
        port = "--health-port" if "worker" in self.arguments else "--port"
        self.process = await self._run("serve", port, str(self.port), *self.arguments)
        async with aiohttp.ClientSession() as session, asyncio.timeout(START_SECONDS):
            while not await self.is_ready(session):
                assert self.process.returncode is None, self.log
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """kill -9: no warning, nothing tidied up."""
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()

    async def stop(self, *, patience: float = 30) -> tuple[int, float]:
        """SIGTERM; the exit code, and how many seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(patience):
            code = await self.process.wait()
        return code, time.monotonic() - began

    async def messages(self) -> list[Message]:
        """All of the demonstration practice, read beside the process."""
        database = Database.open(self.database_url, Keyring.from_secret(self.secret))
        try:
            return await messages_of_demo(database)
        finally:
            await database.close()

    async def messages_at_rest(self) -> list[Message]:
        """Once none of them waits to be sent any more."""
        return await at_rest(self.messages)

    @property
    def log(self) -> str:
        return (self.folder / "serve.log").read_text(errors="replace")

    async def _run(self, *arguments: str) -> asyncio.subprocess.Process:
        with (self.folder / "serve.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *arguments),
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    async def is_ready(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"{self.url}/health/ready") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    def _config(self) -> Path:
        """The shipped settings, but quick to notice what a killed process left behind."""
        path = self.folder / "config.yml"
        if not path.exists():
            text = (self.root / "config.yml").read_text()
            text = text.replace("lease_seconds: 60", "lease_seconds: 5")
            text = text.replace("poll_seconds: 2", "poll_seconds: 0.2")
            text = text.replace("texts_per_second: 10", "texts_per_second: 200")
            text = text.replace("log_level: INFO", f"log_level: {self.log_level}")
            path.write_text(text)
        return path


async def messages_of_demo(database: Database) -> list[Message]:
    async with database.read() as uow:
        practice = await uow.practices.by_code(PRACTICE_CODE)
        assert practice is not None
        rows = select(Message).where(Message.practice_id == practice.id).order_by(Message.id)
        return list(await uow.session.scalars(rows))


async def at_rest(
    messages_now: Callable[[], Awaitable[list[Message]]], patience: float = REST_SECONDS
) -> list[Message]:
    """The messages once none of them waits to be sent any more."""
    async with asyncio.timeout(patience):
        while True:
            messages = await messages_now()
            if not any(each.status in {"queued", "sending"} for each in messages):
                return messages
            await asyncio.sleep(0.3)


@asynccontextmanager
async def service_with_standin(
    folder: Path,
    database_url: str,
    *,
    kind: type[Service] = Service,
    log_level: str = "INFO",
) -> AsyncIterator[tuple[Service, TwilioStandIn]]:
    """Both, on an empty database; the stand-in reports every text as delivered."""
    service = kind(folder=folder, database_url=database_url, log_level=log_level)
    async with TwilioStandIn(target=service.url, reports=("sent", "delivered")) as standin:
        service.twilio_url = standin.url
        await service.make_demo()
        await service.start()
        try:
            yield service, standin
        finally:
            await service.kill()
