"""SQLite files that one test after the other is lent: each a fresh copy, at an old address."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

from storage import sqlite_files
from storage.models import new_id


@dataclass(slots=True, kw_only=True)
class LentFiles:
    """Lends copies of one migrated template, in a folder of their own."""

    template: Path
    folder: Path
    _free: list[Path] = field(default_factory=list)

    def lend(self) -> str:
        """The URL of a migrated, empty database."""
        path = self._free.pop() if self._free else self.folder / f"{new_id()}.db"
        shutil.copyfile(self.template, path)
        return f"sqlite+aiosqlite:///{path}"

    def take_back(self, url: str) -> None:
        """Remove the file: who may have it open still goes on with what nobody else sees."""
        path = Path(str(make_url(url).database))
        sqlite_files.remove(path)
        self._free.append(path)
