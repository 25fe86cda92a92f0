"""Column types: aware times, sealed text and JSON, and settings as a typed value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

import orjson
from pydantic import BaseModel
from sqlalchemy import JSON, DateTime, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.errors import KeyringMissing
from storage.keyring import Keyring
from storage.private import Private

P = TypeVar("P", bound=Private)
M = TypeVar("M", bound=BaseModel)

Processor: TypeAlias = Callable[[Any], Any]
"""What SQLAlchemy puts a value through on its way in or out. Ours are given whole, as the way
through `process_bind_param` is several calls longer, and every turn has some fifty values."""

# None is NULL, whichever way a row is written.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def give_keyring(dialect: Dialect, keyring: Keyring) -> None:
    """Hand the keyring to the one engine that owns this dialect."""
    dialect.blether_keyring = keyring  # type: ignore[attr-defined]


def keyring_of(dialect: Dialect) -> Keyring:
    """The keyring of the engine in use; KeyringMissing outside `Database.open`."""
    keyring = getattr(dialect, "blether_keyring", None)
    if not isinstance(keyring, Keyring):
        raise KeyringMissing("sealed columns need an engine made by Database.open")
    return keyring


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime in UTC: timestamptz on PostgreSQL, sortable ISO text on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(32))

    def bind_processor(self, dialect: Dialect) -> Processor:
        return _as_utc if dialect.name == "postgresql" else _written

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        return _in_utc if dialect.name == "postgresql" else _read


def _as_utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("a naive time cannot be stored")
    return value.astimezone(UTC)


def _in_utc(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


def _written(value: datetime | None) -> str | None:
    moment = value if value is None or value.tzinfo is UTC else _as_utc(value)
    return None if moment is None else moment.isoformat(sep=" ", timespec="microseconds")


def _read(value: str | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


class SealedText(TypeDecorator[P]):
    """Text that is encrypted at rest, and comes back as the private type that was declared."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, private_type: type[P]) -> None:
        super().__init__()
        self.private_type = private_type

    def bind_processor(self, dialect: Dialect) -> Processor:
        seal = keyring_of(dialect).seal_bytes
        return lambda value: None if value is None else seal(value.encode())

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        open_, private_type = keyring_of(dialect).open, self.private_type
        return lambda value: None if value is None else private_type(open_(value))


class SealedJson(TypeDecorator[Any]):
    """JSON that is encrypted at rest."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        seal = keyring_of(dialect).seal_bytes
        return lambda value: None if value is None else seal(orjson.dumps(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:
        open_ = keyring_of(dialect).open_bytes
        return lambda value: None if value is None else orjson.loads(open_(value))


class ModelJson(TypeDecorator[M]):
    """A frozen pydantic model kept as JSON; replace it whole to change it."""

    impl = Json
    cache_ok = True

    def __init__(self, model: type[M]) -> None:
        super().__init__()
        self.model = model

    def process_bind_param(self, value: M | None, dialect: Dialect) -> Any:
        return None if value is None else value.model_dump(mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> M | None:
        return None if value is None else _validated(self.model, orjson.dumps(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        if dialect.name == "postgresql":
            return super().result_processor(dialect, coltype)
        model = self.model  # SQLite has the text itself, which is what is known by it
        return lambda text: None if text is None else _validated(model, text)


# Every turn reads its practice's settings, and they are frozen: one value serves all.
@lru_cache(maxsize=256)
def _validated(model: type[M], text: bytes | str) -> M:
    return model.model_validate_json(text)
