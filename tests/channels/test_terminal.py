from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from actions.basis.errors import NotAllowed
from bot.channels.duration import parse_duration
from bot.channels.terminal import TerminalChat
from bot.channels.time_travel import TimeTravel
from bot.clock import ManualClock
from bot.inbound import InboundMessage, Receipt

START = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass(slots=True)
class Conversation:
    """Echoes what it hears, and has one reminder to send at a set time."""

    clock: ManualClock
    reminder_at: datetime = START + timedelta(days=2)
    received: list[InboundMessage] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    staff_did: list[tuple[str, str]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    has_reminded_at: datetime | None = None

    async def receive(self, inbound: InboundMessage) -> Receipt:
        self.received.append(inbound)
        self.unread.append(f"You said {inbound.text}")
        return Receipt(outcome="accepted")

    async def sweep_now(self) -> None:
        if self.has_reminded_at is None and self.clock.now() >= self.reminder_at:
            self.has_reminded_at = self.clock.now()
            self.unread.append("A reminder")

    async def next_due(self) -> datetime | None:
        return None if self.has_reminded_at else self.reminder_at

    async def now(self) -> datetime:
        return self.clock.now()

    async def move(self, by: timedelta) -> None:
        self.clock.advance(by)

    async def new_texts(self) -> list[str]:
        texts, self.unread = self.unread, []
        return texts

    async def staff(self, do: str, text: str) -> str:
        if do == "hand_back" and not self.staff_did:
            raise NotAllowed("Blether is answering this person already.")
        self.staff_did.append((do, text))
        return "Done."


async def _typed(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line + "\n"


async def _run(*lines: str) -> Conversation:
    talk = Conversation(clock=ManualClock(START))
    travel = TimeTravel(
        now=talk.now, move=talk.move, next_due=talk.next_due, sweep_now=talk.sweep_now
    )
    chat = TerminalChat(
        turns=talk,
        clock=talk.clock,
        travel=travel,
        new_texts=talk.new_texts,
        staff=talk.staff,
        write=talk.written.append,
        practice_id="practice",
        contact="terminal:me",
    )
    await chat.run(_typed(*lines))
    return talk


async def test_each_line_is_a_message_and_its_replies_follow_in_order() -> None:
    talk = await _run("skint", "", "aye")

    assert talk.written == ["You said skint\n", "You said aye\n"]
    assert {one.channel for one in talk.received} == {"terminal"}
    assert len({one.provider_id for one in talk.received}) == 2


async def test_advancing_passes_a_reminder_at_its_own_time() -> None:
    talk = await _run("/advance 3 days")

    assert talk.has_reminded_at == START + timedelta(days=2)
    assert talk.clock.now() == START + timedelta(days=3)
    assert talk.written == ["It is now Thursday 26 November 2026, 10:00 UTC.", "A reminder\n"]


async def test_staff_commands_do_what_the_link_worker_would() -> None:
    talk = await _run("/staff take over", "/staff reply I'll phone you", "/staff hand back")

    assert talk.staff_did == [
        ("take_over", ""),
        ("reply", "I'll phone you"),
        ("hand_back", ""),
    ]


async def test_what_staff_cannot_do_is_said_and_the_conversation_goes_on() -> None:
    talk = await _run("am skint", "/staff hand back", "are you there")

    refused = "Blether is answering this person already."
    assert talk.written == ["You said am skint\n", refused, "You said are you there\n"]


async def test_quit_ends_it_there() -> None:
    talk = await _run("one", "/quit", "two")

    assert [one.text for one in talk.received] == ["one"]


@pytest.mark.parametrize("line", ["/advance soon", "/dance", "/staff sing", "/help"])
async def test_a_wrong_command_is_explained_and_changes_nothing(line: str) -> None:
    talk = await _run(line)

    assert "/advance" in talk.written[0] or "3 days" in talk.written[0]
    assert talk.clock.now() == START
    assert (talk.received, talk.staff_did) == ([], [])


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("3 days", timedelta(days=3)),
        ("1 day 2 hours", timedelta(hours=26)),
        ("2 weeks and 30 minutes", timedelta(days=14, minutes=30)),
        ("90minutes", timedelta(minutes=90)),
        (" 1 Hour, 1 minute ", timedelta(minutes=61)),
    ],
)
def test_a_length_of_time_is_read_as_typed(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "3", "days", "-1 day", "3 days later", "3 fortnights"])
def test_anything_else_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ValueError, match="3 days"):
        parse_duration(text)
