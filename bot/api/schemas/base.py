"""What every shape shares: strict input and times in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Final, Generic, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
)

from bot.api.paging import DEFAULT_LIMIT, MAXIMUM_LIMIT

_LOST_PLUS: Final = re.compile(r"(:[\d.]+) (\d\d:?\d\d)$")


class Shape(BaseModel):
    """An answer: every field always present, null where there is nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(BaseModel):
    """A request's query: an unknown field is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GivenJson(Given):
    """A request's body: a number is no text, and "yes" no true."""

    model_config = ConfigDict(strict=True)


def _as_written(value: object) -> object:
    """A bare number is no time of ours: whether of seconds or of milliseconds, nobody can tell."""
    is_written = isinstance(value, str) and "-" in value.strip()[1:]
    if not is_written and not isinstance(value, datetime):
        raise ValueError("should be a time like 2026-12-01T10:00:00Z")
    return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the calendar") from None


UtcTime: TypeAlias = Annotated[
    AwareDatetime,
    Strict(strict=False),
    BeforeValidator(_as_written),
    AfterValidator(_in_utc),
    Field(description="ISO 8601, in UTC"),
]


def _with_its_plus(value: object) -> object:
    """In an address a + that was not encoded is a space."""
    return _LOST_PLUS.sub(r"\1+\2", value) if isinstance(value, str) else value


AddressedTime: TypeAlias = Annotated[UtcTime, BeforeValidator(_with_its_plus)]
"""A time as it stands in an address."""
Id: TypeAlias = Annotated[str, Field(description="Opaque; sorts by time of creation")]

PracticeCode: TypeAlias = Annotated[
    str | None, Field(min_length=1, description="Code of a practice: of the token's own")
]

Item = TypeVar("Item", bound=BaseModel)


class Listing(Shape, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: Annotated[str | None, Field(description="Cursor of the next page; null on the last one")]


class PageQuery(Given):
    limit: Annotated[int, Field(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT
    cursor: Annotated[str | None, Field(description="`next` of the page before")] = None
    practice: PracticeCode = None


class FieldError(Shape):
    """One wrong value."""

    place: Annotated[str, Field(description="Where: body.text, query.limit, row 3 …")]
    problem: str


class ProblemShape(Shape):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] = []
