"""Blether as several processes on one PostgreSQL: some for pages and webhooks, some for work."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import aiohttp

from tests.faults.service import ROOT, Service
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, sign

PRACTICE = "+447700900001"
BEGIN_SECONDS = 300
"""Several begin at once, maybe on one core that is shared with others."""
PATH = "/webhooks/twilio/messages"

_CALM = {"lease_seconds: 60": "lease_seconds: 5", "texts_per_second: 10": "texts_per_second: 200"}


@dataclass(slots=True, kw_only=True)
class Replica(Service):
    """One process; `address` is the public one that all of them share."""

    role: Literal["web", "worker"]
    address: str
    changes: dict[str, str] = field(default_factory=dict)
    """What to replace in config.yml."""

    async def begin(self) -> None:
        """Start, and return once it answers, or works."""
        self.folder.mkdir(exist_ok=True)
        config = (ROOT / "config.yml").read_text()
        for old, new in (_CALM | self.changes).items():
            assert old in config
            config = config.replace(old, new)
        (self.folder / "config.yml").write_text(config)
        await self._serve()
        async with asyncio.timeout(BEGIN_SECONDS):
            while not await self._has_begun():
                assert self.process is not None
                assert self.process.returncode is None, self.log
                await asyncio.sleep(0.05)

    async def _serve(self) -> None:
        self.process = await self._run("serve", "--role", self.role, "--port", str(self.port))

    async def _has_begun(self) -> bool:
        if self.role == "worker":
            return '"event":"working"' in self.log
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"{self.url}/health/live") as response,
            ):
                return response.status == 200
        except aiohttp.ClientError:
            return False

    @property
    def environment(self) -> dict[str, str]:
        return {**Service.environment.__get__(self), "BLETHER_PUBLIC_URL": self.address}


@dataclass(slots=True, kw_only=True)
class Carrier:
    """Posts signed texts to whichever replica it is told, as a load balancer would have them."""

    address: str
    session: aiohttp.ClientSession
    _sids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def new_sid(self) -> str:
        return f"SMphone{next(self._sids):026x}"

    async def says(self, replica: Replica, sender: str, text: str, sid: str) -> tuple[int, str]:
        """The answer's status and text; (0, what was wrong) if there was none."""
        fields = {
            "MessageSid": sid,
            "AccountSid": ACCOUNT_SID,
            "From": sender,
            "To": PRACTICE,
            "Body": text,
            "NumMedia": "0",
            "NumSegments": "1",
        }
        headers = {"X-Twilio-Signature": sign(AUTH_TOKEN, self.address + PATH, fields.items())}
        try:
            async with self.session.post(
                replica.url + PATH, data=fields, headers=headers
            ) as response:
                return response.status, await response.text()
        except aiohttp.ClientError as error:
            return 0, type(error).__name__

    async def insists(self, replica: Replica, sender: str, text: str, sid: str) -> tuple[int, str]:
        """As `says`, and again while it is told to try again."""
        while True:
            answer = await self.says(replica, sender, text, sid)
            if answer[0] != 503:
                return answer


def folder_of(parent: Path, name: str) -> Path:
    """Each has its own log and config.yml."""
    folder = parent / name
    folder.mkdir()
    return folder
