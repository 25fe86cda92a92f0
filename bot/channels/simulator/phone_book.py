"""Pretend phones: each browser holds one number, and no number is held by two."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from storage.keyring import Keyring
from storage.unit_of_work import UnitOfWork

# Ofcom keeps 07700 900000 to 900999 for drama; ours begin at 900100.
PREFIX: Final = "+447700900"
FIRST: Final = 100
LAST: Final = 999
UNUSED_FOR: Final = timedelta(hours=1)
_SIGNED: Final = "pretend phone "


class NoPhoneLeft(Exception):
    """All of the pretend numbers are held by somebody."""


@dataclass(slots=True)
class _Holder:
    token: str
    seen_at: datetime


class PhoneBook:
    """Who holds which number, for one process; a signed cookie proves it after a restart."""

    def __init__(self, keyring: Keyring, clock: Clock) -> None:
        self._keyring = keyring
        self._clock = clock
        self._holders: dict[str, _Holder] = {}

    def number_of(self, cookie: str) -> str | None:
        """The number that this cookie holds; None if it is forged, or another browser's by now."""
        number, _, rest = cookie.partition(".")
        token, _, signature = rest.partition(".")
        if not token or not self._keyring.is_signed(f"{_SIGNED}{number}.{token}", signature):
            return None
        holder = self._holders.setdefault(number, _Holder(token, self._clock.now()))
        if holder.token != token:
            return None
        holder.seen_at = self._clock.now()
        return number

    async def give(self, uow: UnitOfWork, practice_id: str) -> tuple[str, str]:
        """A number that nobody holds and no patient has, and the cookie that holds it.

        Raises NoPhoneLeft when there is none.
        """
        for last_digits in range(FIRST, LAST + 1):
            number = f"{PREFIX}{last_digits}"
            if self._is_held(number):
                continue
            if await uow.patients.by_contact(practice_id, number) is None:
                return number, self._hold(number)
        raise NoPhoneLeft

    def _is_held(self, number: str) -> bool:
        holder = self._holders.get(number)
        # A page that was opened and never texted from gives its number back.
        return holder is not None and self._clock.now() - holder.seen_at < UNUSED_FOR

    def _hold(self, number: str) -> str:
        token = secrets.token_urlsafe(16)
        self._holders[number] = _Holder(token, self._clock.now())
        signature = self._keyring.sign(f"{_SIGNED}{number}.{token}")
        return f"{number}.{token}.{signature}"
