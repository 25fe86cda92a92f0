"""What the staff pages work with, handed in by the composition; nothing is global."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

import jinja2

from bot.clock import Clock
from bot.settings import Settings
from storage.database import Database
from storage.keyring import Keyring


class Notices(Protocol):
    """The notice board that live pages listen to; ids of conversations only."""

    def publish(self, practice_id: str, conversation_id: str) -> None: ...

    def listen(self, practice_id: str) -> AsyncIterator[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`wake` makes delivery look at the outbox; it is called after a commit."""

    db: Database
    clock: Clock
    keyring: Keyring
    settings: Settings
    wake: Callable[[], None]
    live: Notices
    templates: jinja2.Environment

    @property
    def is_https(self) -> bool:
        return self.settings.public_url.startswith("https://")
