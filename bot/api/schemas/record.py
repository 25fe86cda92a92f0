"""What staff write down of a person: telephone calls and safeguarding concerns."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from bot.api.schemas.base import GivenJson, Id, Shape, UtcTime
from storage.models.phone_call import CallOutcome

Said: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)
]
Colleague: TypeAlias = Annotated[
    str | None,
    Field(description="Email address of whose it is; default: who has the conversation"),
]


class CallShape(Shape):
    """`staff` is the email address of who rang."""

    id: Id
    referral: Id
    staff: str | None
    outcome: CallOutcome
    minutes: int | None
    note: str | None
    at: UtcTime


class SafeguardingShape(Shape):
    """Nobody changes one: a further record that names it in `corrects` puts it right."""

    id: Id
    referral: Id
    staff: str | None
    concern: str
    noticed_on: Annotated[date, Field(description="A day of the practice's calendar")]
    raised_to: str
    raised_at: UtcTime
    next_step: str
    corrects: Id | None
    at: UtcTime


class NewCall(GivenJson):
    outcome: CallOutcome
    minutes: Annotated[int | None, Field(ge=0, le=240)] = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)] = ""
    staff: Colleague = None


class NewSafeguarding(GivenJson):
    concern: Said
    noticed_on: date
    raised_to: Said
    raised_at: UtcTime
    next_step: Said
    corrects: Id | None = None
    staff: Colleague = None
