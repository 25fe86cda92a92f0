from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import click

from bot.cli import Failed
from bot.clock import SystemClock

CONTACT = "terminal:you"
_YEARS = range(2000, 2100)


@click.command("chat")
@click.option(
    "--at",
    "start",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]),
    help="when it begins, in UTC; default: now",
)
def command(start: datetime | None) -> None:
    """One conversation in the terminal; /advance 3 days moves its clock, /help says more."""
    from actions.basis.errors import ActionError

    if start is not None and start.year not in _YEARS:
        raise click.UsageError(f"--at: a year from {_YEARS[0]} to {_YEARS[-1]}")
    if sys.stdin is None:
        raise click.UsageError("needs stdin for what the patient writes")
    begin = start.replace(tzinfo=UTC) if start else SystemClock().now()
    try:
        asyncio.run(_chat(begin))
    except ActionError as error:
        raise Failed(str(error)) from error


async def _chat(start: datetime) -> None:
    from bot.channels.terminal import TerminalChat
    from bot.pretend import pretend
    from bot.settings import config_in

    config = config_in(os.environ)
    async with pretend(config, start) as made:
        seen: list[str] = []

        async def new_texts() -> Sequence[str]:
            found = await made.texts_after(CONTACT, seen[-1] if seen else None)
            seen.extend(each.id for each in found)
            return [each.text for each in found]

        async def staff(command: str, text: str) -> str:
            return await made.staff(CONTACT, command, text)

        chat = TerminalChat(
            turns=made.parts.turns,
            clock=made.clock,
            travel=made.travel(CONTACT),
            new_texts=new_texts,
            staff=staff,
            write=click.echo,
            practice_id=made.practice.id,
            contact=CONTACT,
        )
        await chat.run(_lines())


async def _lines() -> AsyncIterator[str]:
    """Lines of stdin, with a prompt where somebody types them."""
    is_typed = sys.stdin.isatty()
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    while True:
        if is_typed:
            click.echo("> ", nl=False)
        line = await asyncio.to_thread(lines.readline)
        if not line:
            return
        yield line
