"""What the two halves of the page show: the phone, and the link worker's view of its referral."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.web.bubbles import Bubble


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One numbered answer that can be tapped; `text` is what the phone then sends."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneView:
    """`now` is this phone's time and `ahead` how far it is in front of the real one."""

    number: str = field(repr=False)
    practice_name: str
    timezone: str
    now: datetime
    ahead: timedelta
    has_begun: bool
    bubbles: tuple[Bubble, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def number_shown(self) -> str:
        """ "07700 900101"."""
        return f"0{self.number[3:7]} {self.number[7:]}"

    @property
    def ahead_shown(self) -> str:
        """ "3 days and 2 hours ahead", or nothing."""
        hours = round(self.ahead / timedelta(hours=1))
        days, rest = divmod(hours, 24)
        parts = [
            f"{count} {unit}{'' if count == 1 else 's'}"
            for count, unit in ((days, "day"), (rest, "hour"))
            if count
        ]
        return f"{' and '.join(parts)} ahead" if parts else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """Something that will happen by itself, on this phone's clock.

    `kind` is a timer's, or with `is_text` that of a text which waits to go out.
    """

    kind: str
    at: datetime
    is_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The latest appointment of the referral."""

    starts_at: datetime
    mode: str
    status: str
    worker_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInAnswer:
    """A check-in that was sent: what was answered, or how it stands."""

    at: datetime
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerView:
    """One referral as its link worker finds it; times are on the phone's clock."""

    referral_id: str
    status: str
    risk: str
    attention: str
    is_paused: bool
    owner_name: str
    person: str = field(repr=False)
    needs: tuple[str, ...] = ()
    words: tuple[Markup, ...] = field(default=(), repr=False)
    summary: str = field(default="", repr=False)
    appointment: Visit | None = None
    check_ins: tuple[CheckInAnswer, ...] = ()
    next_things: tuple[NextThing, ...] = ()
    place_in_inbox: int | None = None
    inbox_length: int = 0
