"""What the staff pages work with, handed in by the composition; nothing is global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import jinja2

from bot.clock import Clock
from bot.dialogue import Flows
from bot.live import Live
from bot.settings import Settings
from storage.database import Database
from storage.keyring import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`wake` makes delivery look at the outbox; it is called after a commit."""

    db: Database
    clock: Clock
    keyring: Keyring
    settings: Settings
    wake: Callable[[], None]
    live: Live
    templates: jinja2.Environment
    flows: Flows
    """The flows in force, for a look at what patients are told."""

    @property
    def is_https(self) -> bool:
        return self.settings.public_url.startswith("https://")
