"""What every shape shares: strict input and times in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeAlias, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from bot.api.paging import DEFAULT_LIMIT, MAXIMUM_LIMIT


class Shape(BaseModel):
    """An answer: every field always present, null where there is nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(BaseModel):
    """A request's query or body: an unknown field is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the calendar") from None


UtcTime: TypeAlias = Annotated[
    AwareDatetime, AfterValidator(_in_utc), Field(description="ISO 8601, in UTC")
]
Id: TypeAlias = Annotated[str, Field(description="Opaque; sorts by time of creation")]

Item = TypeVar("Item", bound=BaseModel)


class Listing(Shape, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: Annotated[str | None, Field(description="Cursor of the next page; null on the last one")]


class PageQuery(Given):
    limit: Annotated[int, Field(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT
    cursor: Annotated[str | None, Field(description="`next` of the page before")] = None
    practice: Annotated[str | None, Field(description="Code of a practice")] = None


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
