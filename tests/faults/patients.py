"""Patients who text as people do, over a carrier that tries each text until it is kept."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import aiohttp

from tests.faults.told import START, STOP, Told, Word
from tests.standin.twilio import TwilioStandIn

PRACTICE = "+447700900001"
PATIENCE_SECONDS = 150
TRY_AGAIN_SECONDS = 0.2
TRY_SECONDS = 15
TALKS: tuple[tuple[str, ...], ...] = (
    ("cannae pay ma rent", "1", "1", "1", "2"),
    ("am skint n the flat is freezin", "1", "1", "1", "1", "Jean Broon 14/2/51", "1", "1"),
    ("need a food bank", "1", "yes", "2"),
    ("can i cancel ma appointment", "yes"),
    ("whats the point anymore, i dont want to wake up", "sorry"),
    (STOP, "hello?", START, "back again"),
    ("menu", "asdf", "1"),
)


@dataclass(slots=True, kw_only=True)
class Patients:
    """`talkers` people text at once; each goes on until `stop` is set, and ends their text."""

    standin: TwilioStandIn
    told: Told
    random: Random = field(default_factory=Random)
    phones: list[str]
    longest_pause: float = 0.1
    in_flight: int = 0
    """Texts whose webhook has not been answered at this moment."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def talk(self, talkers: int) -> None:
        """Share the phones among so many people; returns once all have stopped."""
        await asyncio.gather(*(self._talk(self.phones[n::talkers]) for n in range(talkers)))

    async def _talk(self, phones: list[str]) -> None:
        random = Random(self.random.random())
        for phone, text in self._lines(phones, random):
            if self.stop.is_set():
                return
            await self.say(phone, text)
            await asyncio.sleep(random.random() * self.longest_pause)

    def _lines(self, phones: list[str], random: Random) -> Iterator[tuple[str, str]]:
        while True:
            phone = random.choice(phones)
            for text in random.choice(TALKS):
                yield phone, text

    async def say(self, phone: str, text: str, **more: str) -> Word:
        """One text, tried as Twilio tries it: again after a failure, with the same token while it
        is its own try again, and with a new one where it falls back."""
        word = self.told.begin(phone, text, self.standin.new_sid())
        token = secrets.token_hex(8)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self._try(word, token, more):
                await asyncio.sleep(TRY_AGAIN_SECONDS)
                token = token if word.tries % 2 else secrets.token_hex(8)
        word.acknowledged = time.monotonic()
        return word

    async def _try(self, word: Word, token: str, more: dict[str, str]) -> bool:
        word.tries += 1
        self.in_flight += 1
        try:
            async with asyncio.timeout(TRY_SECONDS):
                status, _ = await self.standin.says(
                    word.phone, PRACTICE, word.text, sid=word.sid, token=token, **more
                )
        except (aiohttp.ClientError, TimeoutError):
            return False
        finally:
            self.in_flight -= 1
        return status == 200
