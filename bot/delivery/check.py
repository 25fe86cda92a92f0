"""Whether a queued text may still leave, asked again at the moment of sending.

Pure: everything that the answer depends on is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.delivery.hours import SendingHours, is_open, next_opening
from storage.models.message import Author, MessageKind
from storage.models.outbox import CAN_WAIT
from storage.models.patient import Channel

LIVE_EXCHANGE = timedelta(minutes=10)
"""A person who has just written is awake: the answer goes out at any hour."""

_ALWAYS: frozenset[MessageKind] = frozenset({"crisis", "opt_out"})
"""A crisis reply is never held back; the end of all texting is confirmed once."""

_AT_ANY_HOUR: frozenset[MessageKind] = _ALWAYS | {"duty"}
"""Whoever is on duty is told at night too, unless somebody has looked meanwhile."""

SCHEDULED: frozenset[MessageKind] = frozenset(CAN_WAIT)
"""Texts that we begin: the ones that can reach the wrong eyes, or come at a bad time."""

LOOK_AGAIN_AFTER = timedelta(hours=1)
"""How often a text that waits for a person's word is looked at."""

ENDED_BY_DANGER: frozenset[MessageKind] = frozenset({"reply", "staff"})
"""What was said before somebody wrote of danger is no answer to it, and no menu follows one."""

HAS_NO_HOURS: frozenset[Channel] = frozenset({"web"})
"""A page that lies open wakes nobody."""

DropReason: TypeAlias = Literal[
    "opted_out",
    "stale",
    "taken_over",
    "frozen",
    "held",
    "muted",
    "unreachable",
    "too_old",
    "too_many",
    "danger",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is known of a text that is about to leave.

    `now`, `at`, `last_inbound_at`, `last_outbound_at`, `frozen_at`, `muted_until`, `taken_over_at`
    and `danger_at` are by the person's own clock, which only for a simulated phone is not the
    server's; `expires_at` is too.
    """

    kind: MessageKind
    author: Author
    channel: Channel
    at: datetime
    now: datetime
    expires_at: datetime
    last_inbound_at: datetime | None
    is_opted_out: bool
    is_owner_unchanged: bool
    frozen_at: datetime | None
    """Since when the number may be somebody else's; None while nothing says so."""
    is_held: bool
    is_unreachable: bool
    muted_until: datetime | None
    taken_over_at: datetime | None
    """When a person took the conversation over; None while nobody has."""
    is_one_too_many: bool = False
    """Whether this number has had more answers of automation's than it may."""
    danger_at: datetime | None = None
    """When they last wrote of danger; None where texts go on since."""
    is_of_a_visit: bool = False
    """Whether it tells of one visit: then it is wanted still once a person lets texts go on."""
    last_outbound_at: datetime | None = None
    """When anything was last said to them."""
    is_second_try: bool = False
    """Whether it left before, and did not arrive."""
    closed_until: datetime | None = None
    """While the practice's texts have cost what a day may, when the day ends."""


@dataclass(frozen=True, slots=True)
class Send:
    """It may leave now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """It may leave at `until`, by the person's clock, and will be checked again then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """It must not leave; staff are shown why."""

    reason: DropReason


Decision: TypeAlias = Send | Wait | Drop


def check(text: Leaving, hours: SendingHours, timezone: str) -> Decision:
    """Decide for one text; `hours` and `timezone` are its practice's."""
    refusal = _refusal(text)
    if refusal is not None:
        return Drop(refusal)
    if text.expires_at <= text.now:
        return Drop("too_old")
    until = max(
        _released_at(text),
        _unmuted_at(text),
        _affordable_at(text),
        _opening(text, hours, timezone),
    )
    if until <= text.now:
        return Send()
    # Known now to be too old by then: say so now, while somebody can still telephone.
    return Drop("too_old") if until >= text.expires_at else Wait(until)


def _refusal(text: Leaving) -> DropReason | None:
    if text.kind in _ALWAYS:
        return None
    if text.kind == "duty":
        return None if text.is_owner_unchanged else "stale"
    is_scheduled = text.kind in SCHEDULED
    reasons: tuple[tuple[bool, DropReason], ...] = (
        (text.is_opted_out, "opted_out"),
        (not text.is_owner_unchanged or _has_talk_gone_on(text), "stale"),
        (_was_taken_over(text), "taken_over"),
        (_is_a_strangers(text), "frozen"),
        (_was_overtaken_by_danger(text), "danger"),
        (is_scheduled and text.is_held and not text.is_of_a_visit, "held"),
        (is_scheduled and text.is_unreachable, "unreachable"),
        (text.is_one_too_many, "too_many"),
    )
    return next((reason for is_so, reason in reasons if is_so), None)


def _has_talk_gone_on(text: Leaving) -> bool:
    """Nobody is asked to text back who has, nor what they were asked again since."""
    heard, said = text.last_inbound_at, text.last_outbound_at
    if text.author != "bot" or heard is None or heard <= text.at:
        return False
    is_answered = said is not None and said >= heard
    return text.kind == "nudge" or (text.kind == "reply" and text.is_second_try and is_answered)


def _was_taken_over(text: Leaving) -> bool:
    """What automation said before a person took over, and has not left yet, stays unsaid."""
    taken_over_at = text.taken_over_at
    return text.author == "bot" and taken_over_at is not None and text.at < taken_over_at


def _was_overtaken_by_danger(text: Leaving) -> bool:
    is_before = text.danger_at is not None and text.at < text.danger_at
    return is_before and text.kind in ENDED_BY_DANGER


def _is_a_strangers(text: Leaving) -> bool:
    """To a frozen number nothing is begun, and nothing said that was written before; whoever
    writes from it is still answered."""
    if text.frozen_at is None:
        return False
    return text.kind != "reply" or text.at < text.frozen_at


def _released_at(text: Leaving) -> datetime:
    """A reminder waits for a person to let texts go on, as those that are still planned do; a
    question how things are is not asked late, after what they wrote."""
    is_waiting = text.is_held and text.is_of_a_visit and text.kind in SCHEDULED
    return text.now + LOOK_AGAIN_AFTER if is_waiting else text.now


def _unmuted_at(text: Leaving) -> datetime:
    if text.kind in SCHEDULED and text.muted_until is not None:
        return text.muted_until
    return text.now


def _affordable_at(text: Leaving) -> datetime:
    """What we begin ourselves waits for the next day; who writes to us is answered all the same."""
    if text.kind in SCHEDULED and text.closed_until is not None:
        return max(text.closed_until, text.now)
    return text.now


def _opening(text: Leaving, hours: SendingHours, timezone: str) -> datetime:
    if text.kind in _AT_ANY_HOUR:
        return text.now
    last = text.last_inbound_at if text.kind not in SCHEDULED else None
    return answer_leaves_at(text.channel, last, text.now, hours, timezone)


def answer_leaves_at(
    channel: Channel,
    last_inbound_at: datetime | None,
    now: datetime,
    hours: SendingHours,
    timezone: str,
) -> datetime:
    """When an answer by hand may leave: `now`, or when texts are next sent. All by one clock."""
    is_live = last_inbound_at is not None and now - last_inbound_at <= LIVE_EXCHANGE
    if channel in HAS_NO_HOURS or is_live or is_open(now, hours, timezone):
        return now
    return next_opening(now, hours, timezone)
