"""A timer whose time has come, with what its handler needs, and what can become of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from actions.basis.work import Work
from bot.timers.speaker import Speaker
from storage.models import Patient, Timer
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Handled in one transaction, the person's lane held, together with its being settled."""

    timer: Timer
    patient: Patient
    work: Work
    speaker: Speaker

    @property
    def uow(self) -> UnitOfWork:
        return self.work.uow

    @property
    def now(self) -> datetime:
        """The time on the person's own clock."""
        return self.work.now_for(self.patient)

    @property
    def shift(self) -> timedelta:
        return self.patient.clock_shift


@dataclass(frozen=True, slots=True)
class Done:
    """What it was set for has been done."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What it was set for has changed since: nothing is done."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It must not be done; staff can see why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Expired:
    """It is too late to be of use."""

    reason: str = "too_old"


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: look again `at`, by the server's clock."""

    at: datetime


Outcome: TypeAlias = Done | Stale | Cancelled | Expired | Later
Handler: TypeAlias = Callable[[Due], Awaitable[Outcome]]
