"""A local service as read from a file, under the names of Open Referral UK."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Source: TypeAlias = Literal["csv", "aliss", "open_referral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One service. `phone` is one checked number as people write it; ages are whole years."""

    source: Source
    source_id: str
    name: str
    description: str = ""
    phone: str | None = None
    place: str = ""
    url: str | None = None
    postal_code: str | None = None
    service_areas: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    last_reviewed: date | None = None
    is_ended: bool = False
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What a file held, and in plain sentences what in it was odd or left out."""

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()


class DirectoryError(Exception):
    """The file as a whole cannot be used; the text says why."""
