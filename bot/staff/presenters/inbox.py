"""The inbox page: one row a person, and the one thing above all: the oldest unseen risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.staff.presenters.inbox_filters import CHANNELS, Chosen
from bot.staff.presenters.inbox_row import RowShown, present_rows
from bot.staff.session import Session
from bot.understanding import NEEDS
from storage.models import Presence, SavedView, Staff
from storage.repositories.inbox import InboxPage
from storage.views.inbox import MOST_COUNTED, UnseenRisk


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskShown:
    referral_id: str
    raised_at: datetime
    escalated_at: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewShown:
    """A view that was saved; `id` is for taking it away."""

    id: str
    name: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxView:
    """`tabs` are triples of address, words and whether it is the one shown."""

    rows: tuple[RowShown, ...]
    oldest_risk: RiskShown | None
    unseen_risks: str
    tabs: tuple[tuple[str, str, bool], ...]
    saved: tuple[ViewShown, ...]
    chosen: Chosen
    is_filtered: bool
    has_more_filters: bool
    need_options: tuple[tuple[str, str], ...]
    status_options: tuple[tuple[str, str], ...]
    channel_options: tuple[str, ...]
    practice_options: tuple[tuple[str, str], ...]
    address: str
    first_page: str
    next_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxData:
    """All that was read for one page."""

    page: InboxPage
    staff: Mapping[str, Staff]
    risk: UnseenRisk | None
    counts: Mapping[str, int]
    saved: Sequence[tuple[SavedView, Chosen]]
    presence: Sequence[Presence]


def present_inbox(data: InboxData, *, chosen: Chosen, session: Session, now: datetime) -> InboxView:
    counts = {name: _capped(count) for name, count in data.counts.items()}
    start = chosen.behind(None)
    return InboxView(
        rows=present_rows(
            data.page.rows, staff=data.staff, presence=data.presence, session=session, now=now
        ),
        oldest_risk=_risk(data.risk, now) if data.risk else None,
        unseen_risks=_capped(data.risk.count) if data.risk else "0",
        tabs=_tabs(counts, start),
        saved=tuple(
            ViewShown(id=one.id, name=str(one.name), address=its.address, is_here=its == start)
            for one, its in data.saved
        ),
        chosen=chosen,
        is_filtered=chosen.is_any,
        has_more_filters=any((chosen.need, chosen.status, chosen.channel, chosen.practice)),
        need_options=(("", "Any"), *((one, one.replace("_", " ")) for one in NEEDS)),
        status_options=_status_options(counts),
        channel_options=CHANNELS,
        practice_options=(("", "All"), *((one.code, one.name) for one in session.practices)),
        address=chosen.address,
        first_page=start.address if chosen.after else "",
        next_page=chosen.behind(data.page.next).address if data.page.next else "",
    )


def _capped(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def _tabs(counts: Mapping[str, str], chosen: Chosen) -> tuple[tuple[str, str, bool], ...]:
    views = (
        (Chosen(), "Needs a person", "due"),
        (Chosen(whose="mine"), "Mine", "mine"),
        (Chosen(whose="nobody"), "Nobody's", "nobody"),
        (Chosen(unread="1"), "Unread", "unread"),
        (Chosen(snoozed="1"), "Snoozed", "snoozed"),
    )
    counted = [
        (its.address, f"{words} {counts[name]}", its == chosen) for its, words, name in views
    ]
    closed = Chosen(status="closed")
    return (*counted, (closed.address, "Closed", closed == chosen))


def _status_options(counts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        ("", "All but closed"),
        ("waiting", f"Waiting ({counts['waiting']})"),
        ("open", f"Open ({counts['open']})"),
        ("collecting", f"Still answering ({counts['collecting']})"),
        ("closed", "Closed"),
    )


def _risk(risk: UnseenRisk, now: datetime) -> RiskShown:
    shift = timedelta(seconds=risk.time_shift_seconds)
    return RiskShown(
        referral_id=risk.referral_id,
        raised_at=risk.raised_at,
        escalated_at=risk.escalated_at,
        now=now + shift,
    )
