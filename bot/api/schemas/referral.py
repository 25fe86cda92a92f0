"""Referrals, their messages, and what may be done to them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from actions.casework.close import OUTCOMES
from bot.api.schemas.appointment import AppointmentShape
from bot.api.schemas.base import GivenJson, Id, PageQuery, Shape, UtcTime
from bot.understanding import NeedLabel
from storage.models.check_in import CheckInAnswer, CheckInStatus
from storage.models.conversation import Automation
from storage.models.message import Author, Direction, MessageStatus
from storage.models.need import NeedSource
from storage.models.patient import Channel
from storage.models.referral import Priority, ReferralStatus, Risk

Words: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1600)
]


class EvidenceShape(Shape):
    """The words, [start, end) of a message, that led to a need."""

    message_id: Id | None
    start: int | None
    end: int | None
    words: str
    why: str


class NeedShape(Shape):
    need: NeedLabel
    source: NeedSource
    evidence: list[EvidenceShape]


class CheckInShape(Shape):
    id: Id
    referral: Id
    sequence: int
    due_at: UtcTime
    status: CheckInStatus
    sent_at: UtcTime | None
    answered_at: UtcTime | None
    answer: Annotated[
        CheckInAnswer | None,
        Field(description="Null is no answer; silence is never read as better"),
    ]
    words: str | None
    question: Annotated[
        str | None, Field(description="The 0 to 10 question that follows, if one is planned")
    ]
    question_version: int | None
    score: Annotated[int | None, Field(ge=0, le=10, description="Null where none was given")]


class SignpostShape(Shape):
    service_id: Id | None
    name: str
    need: str
    at: UtcTime


class ReferralShape(Shape):
    id: Id
    practice: str
    channel: Channel
    contact: str
    name: str | None
    status: ReferralStatus
    priority: Priority
    needs: list[NeedShape]
    risk: Risk
    attention: Annotated[str | None, Field(description="Why a person is needed")]
    summary: str
    language: str
    created_at: UtcTime
    updated_at: UtcTime
    first_human_at: UtcTime | None
    assigned_to: Annotated[str | None, Field(description="Email address of a link worker")]
    automation: Automation
    appointment: AppointmentShape | None
    check_ins: list[CheckInShape]
    signposts: list[SignpostShape]
    outcome: str | None


class ReferralQuery(PageQuery):
    status: ReferralStatus | None = None
    need: NeedLabel | None = None


class MessageShape(Shape):
    id: Id
    referral: Id | None
    direction: Direction
    author: Author
    kind: str
    text: str
    status: str
    reason: str | None
    at: UtcTime
    send_at: Annotated[UtcTime | None, Field(description="When a text waits to be sent later")]
    provider_id: str | None
    segments: int


class MessageQuery(PageQuery):
    status: MessageStatus | None = None


class CheckInQuery(PageQuery):
    status: CheckInStatus | None = None


class TakeOver(GivenJson):
    staff: Annotated[
        str | None,
        Field(description="Email address of who takes it; default: the assigned link worker"),
    ] = None


class Nothing(GivenJson):
    """No fields."""


class Reply(GivenJson):
    text: Words
    send_at: Annotated[
        UtcTime | None,
        Field(description="Send it then, within sending hours and 28 days; null: now"),
    ] = None


class Close(GivenJson):
    outcome: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
        Field(
            description=f"One of {', '.join(OUTCOMES)}, in any case, with spaces or hyphens too. "
            "Other words are kept as other, with the words in a note. After died (also: deceased, "
            "dead, passed away) visits are cancelled and no more texts are begun."
        ),
    ]


class Note(GivenJson):
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
