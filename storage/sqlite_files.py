"""The files that a SQLite database is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite would play into whatever database it finds beside it."""


def remove(database: Path) -> None:
    """Remove it with all that stands beside it; nothing where there is none."""
    for ending in ("", *BESIDE):
        database.with_name(f"{database.name}{ending}").unlink(missing_ok=True)
