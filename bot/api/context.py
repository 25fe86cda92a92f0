"""What the API works with, handed in by the composition; nothing is global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.live import Live
from bot.settings import Settings
from bot.web.rate import Rate
from storage.database import Database
from storage.keyring import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`wake` makes delivery look at the outbox; call it after a commit."""

    db: Database
    clock: Clock
    keyring: Keyring
    settings: Settings
    wake: Callable[[], None]
    live: Live
    failed_tokens: Rate
    """Calls without a good token, by address."""
    calls: Rate
    """All others, by token."""
