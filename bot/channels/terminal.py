"""One conversation in the terminal: the same engine, with a clock that a command moves."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from actions.basis.errors import ActionError
from bot.channels.duration import parse_duration
from bot.channels.time_travel import TimeTravel
from bot.clock import Clock
from bot.inbound import InboundMessage, Turns

HELP: Final = (
    "/advance 3 days    move the clock (weeks, days, hours, minutes)\n"
    "/staff take over   answer as the link worker: take over, reply WORDS, hand back\n"
    "/quit              leave"
)
_STAFF: Final = {"take over": "take_over", "hand back": "hand_back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalChat:
    """`new_texts` gives what was sent to this person since it was last asked, in order.

    `staff` does "take_over", "hand_back" or "reply" with a text, and says how that went, or raises
    ActionError where it cannot be done.
    """

    turns: Turns
    clock: Clock
    travel: TimeTravel
    new_texts: Callable[[], Awaitable[Sequence[str]]]
    staff: Callable[[str, str], Awaitable[str]]
    write: Callable[[str], None]
    practice_id: str
    contact: str = field(repr=False)

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Answer every line until they end or one is /quit."""
        async for line in lines:
            words = line.strip()
            if words.lower() in {"/quit", "/exit"}:
                return
            if words:
                await self._answer(words)

    async def _answer(self, words: str) -> None:
        command, _, rest = words.partition(" ")
        match command.lower():
            case "/advance":
                await self._advance(rest)
            case "/staff":
                await self._as_staff(rest.strip())
            case "/help":
                self.write(HELP)
            case _ if command.startswith("/"):
                self.write(f"There is no command {command}.\n{HELP}")
            case _:
                await self._say(words)

    async def _say(self, words: str) -> None:
        await self.turns.receive(
            InboundMessage(
                channel="terminal",
                contact=self.contact,
                provider="terminal",
                provider_id=secrets.token_hex(16),
                practice_id=self.practice_id,
                text=words,
                at=self.clock.now(),
            )
        )
        await self.travel.sweep_now()
        await self._show()

    async def _advance(self, rest: str) -> None:
        try:
            by = parse_duration(rest)
        except ValueError as error:
            self.write(f"Please {error}.")
            return
        await self.travel.forward(by)
        self.write(f"It is now {_shown(await self.travel.now())}.")
        await self._show()

    async def _as_staff(self, rest: str) -> None:
        try:
            said = await self._done_by_staff(rest)
        except ActionError as error:
            said = str(error)
        if said:
            self.write(said)
        await self.travel.sweep_now()
        await self._show()

    async def _done_by_staff(self, rest: str) -> str:
        command, _, text = rest.partition(" ")
        if command == "reply":
            return await self.staff("reply", text.strip())
        return await self.staff(_STAFF[rest], "") if rest in _STAFF else HELP

    async def _show(self) -> None:
        for text in await self.new_texts():
            self.write(f"{text}\n")


def _shown(now: datetime) -> str:
    return f"{now:%A} {now.day} {now:%B %Y, %H:%M} UTC"
