"""Databases that are opened at one address again and again, by one test after the other.

SQLAlchemy keeps with its engine what it has compiled, and to compile the statements of a page anew
takes longer than all else that most tests do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.database import Database
from storage.keyring import Keyring


@dataclass(slots=True)
class OpenedBefore:
    """What was opened in this process, by its URL."""

    _by_url: dict[str, Database] = field(default_factory=dict)

    def open(self, url: str, keyring: Keyring) -> Database:
        """As `Database.open`; whoever had this URL before has closed it."""
        before = self._by_url.get(url)
        opened = before.opened_anew() if before else Database.open(url, keyring)
        self._by_url[url] = opened
        return opened
