"""The box in which one writes to a person: what is in it, what that costs, and when it may go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.texts.canned_replies import Names, filled
from actions.texts.send_later import FURTHEST
from bot.delivery.check import answer_leaves_at
from bot.delivery.hours import next_opening, sending_hours_on, time_of_day
from bot.delivery.segments import segments, tidy
from bot.visible import visible
from storage.models import CannedReply, Patient, Practice

_FREE_CHANNELS = frozenset({"web", "terminal"})
_EVERY, _DAY = 30, 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form brought back with it: the text, the canned reply to put in, day and time."""

    text: str = field(default="", repr=False)
    insert: str = ""
    later_day: str = ""
    later_time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`pence` is "" where a text costs nothing."""

    segments: int
    units: int
    is_wide: bool
    pence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedShown:
    id: str
    title: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBox:
    """`pence_per_segment` is 0 where a text costs nothing; days are ISO dates of the practice.

    `leaves_at` is when a text that is sent now would leave, None where that is at once; `is_lost`
    when it would be too old by then.
    """

    draft: str = field(repr=False)
    cost: Cost | None
    pence_per_segment: float
    canned: tuple[CannedShown, ...]
    canned_items: tuple[dict[str, Any], ...] = field(repr=False)
    later_day: str
    later_time: str
    first_day: str
    last_day: str
    time_options: tuple[tuple[str, str], ...]
    is_later_open: bool
    leaves_at: datetime | None
    is_lost: bool


def present_reply_box(
    typed: Typed,
    *,
    canned: Sequence[CannedReply],
    names: Names,
    patient: Patient,
    practice: Practice,
    pence: float,
    last_inbound_at: datetime | None,
    now: datetime,
) -> ReplyBox:
    """`now` is by the person's clock, `pence` the price of a segment by SMS."""
    shown = tuple(
        CannedShown(id=one.id, title=one.title, text=filled(one.text, names))
        for one in canned
        if one.is_neutral or not patient.neutral_wording
    )
    put_in = [one.text for one in shown if one.id == typed.insert]
    draft = "\n".join([*([typed.text] if typed.text.strip() else []), *put_in])
    price = 0.0 if patient.channel in _FREE_CHANNELS else pence
    local = _suggested(now, practice)
    today = now.astimezone(local.tzinfo).date()
    leaves_at = waits_until(patient, practice, last_inbound_at, now)
    oldest = practice.settings.max_age_hours.reply
    return ReplyBox(
        draft=draft,
        cost=cost_of(draft, price) if draft.strip() else None,
        pence_per_segment=price,
        canned=shown,
        canned_items=_items(shown, typed.insert),
        later_day=typed.later_day or local.date().isoformat(),
        later_time=typed.later_time or f"{local:%H:%M}",
        first_day=today.isoformat(),
        last_day=(today + FURTHEST).isoformat(),
        time_options=tuple((one, one) for one in _times(now, practice)),
        is_later_open=bool(typed.later_day),
        leaves_at=leaves_at,
        is_lost=leaves_at is not None and leaves_at - now >= timedelta(hours=oldest),
    )


def waits_until(
    patient: Patient, practice: Practice, last_inbound_at: datetime | None, now: datetime
) -> datetime | None:
    """When texts are next sent, where one of now would wait for that; by the person's clock."""
    at = answer_leaves_at(
        patient.channel, last_inbound_at, now, practice.settings, practice.timezone
    )
    return at if at > now else None


def _items(canned: Sequence[CannedShown], chosen: str) -> tuple[dict[str, Any], ...]:
    """The choices of the select; a script puts in what `data-text` holds without a new page."""
    return (
        {"value": "", "text": "Choose one"},
        *(
            {
                "value": one.id,
                "text": one.title,
                "selected": one.id == chosen,
                "attributes": {"data-text": one.text},
            }
            for one in canned
        ),
    )


def cost_of(text: str, pence: float) -> Cost:
    """Of `text` as it would be sent."""
    counted = segments(tidy(visible(text)))
    return Cost(
        segments=counted.count,
        units=counted.units,
        is_wide=counted.encoding == "ucs2",
        pence=f"{counted.count * pence:.1f}".removesuffix(".0") + "p" if pence else "",
    )


def _suggested(now: datetime, practice: Practice) -> datetime:
    """As soon as texts may be sent from tomorrow on, on the practice's wall clock."""
    zone = ZoneInfo(practice.timezone)
    midnight = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)
    opens = next_opening(midnight.astimezone(UTC), practice.settings, practice.timezone)
    return opens.astimezone(zone)


def _times(now: datetime, practice: Practice) -> tuple[str, ...]:
    """Every half hour at which texts may be sent on some day of the week, "09:00" and so on."""
    today = now.astimezone(ZoneInfo(practice.timezone)).date()
    week = [sending_hours_on(today + timedelta(days=n), practice.settings) for n in range(7)]
    minutes = {minute for hours in set(week) if hours for minute in _half_hours(*hours)}
    return tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in sorted(minutes))


def _half_hours(opens: str, closes: str) -> Iterator[int]:
    """Minutes of the day; hours that end no later than they begin go over midnight."""
    first, last = (at.hour * 60 + at.minute for at in (time_of_day(opens), time_of_day(closes)))
    for minute in range(first, last if last > first else last + _DAY, _EVERY):
        yield minute % _DAY
