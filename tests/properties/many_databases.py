"""A database for each of many short examples, one after the other, of one kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.databases import copy_sqlite
from tests.support.lent_databases import LentDatabases


@dataclass(slots=True)
class Databases:
    """Lends one that is migrated and empty; whoever has it gives it back before the next."""

    make: Callable[[], str]
    end: Callable[[str], None]
    _lent: list[str] = field(default_factory=list)

    def lend(self) -> str:
        self._lent.append(self.make())
        return self._lent[-1]

    def take_back(self) -> None:
        """Those of examples that broke off too."""
        while self._lent:
            self.end(self._lent.pop())


def sqlite_files(template: Path, folder: Path) -> Databases:
    return Databases(lambda: copy_sqlite(template, folder), lambda _: None)


def postgresql_databases(lent: LentDatabases) -> Databases:
    return Databases(lent.lend, lent.take_back)
