"""What one worker has taken up and not yet seen through, and what it takes up next.

It has room for a share of each number's texts, so that nobody waits behind another practice's; some
is kept for answers, more for danger, and what no carrier takes needs none. So a carrier that hangs,
or a morning with many reminders, keeps nobody waiting who has just written.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from storage.database import Database
from storage.repositories.outbox import Envelope, Lease, Wish
from storage.repositories.outbox_due import RANKS, Which
from storage.unit_of_work import UnitOfWork

MOST_IN_HAND: Final = 450
"""Texts: two thirds of it are what ten numbers can send in three seconds each."""
_MAY_WAIT: Final = 2 / 3
"""How much of it may be reminders and the like."""
_SHARE_SECONDS: Final = 3.0
"""What a number sends meanwhile is its share: a carrier may take as long over a text before the
number falls behind its pace. What else there is to send is better chosen later, by its urgency."""
_WAITS_OF_A_LEASE: Final = 0.25
"""What of a lease may pass, at the most, while a number's share of answers, or of what can wait,
waits for its turn: so no other worker takes it up meanwhile."""


@dataclass(slots=True, kw_only=True)
class Hand:
    """One worker's; `per_second` is the pace of each number."""

    per_second: float
    lease: timedelta
    most: int = MOST_IN_HAND
    _held: dict[str, Envelope] = field(default_factory=dict)
    """By message. Their leases may run out while they wait for their number's turn, or when
    the clock is put on; we do not take up a second time what we hold already."""
    _filling: asyncio.Lock = field(default_factory=asyncio.Lock)

    def put_down(self, message_id: str) -> None:
        """It is seen through, or somebody else's."""
        self._held.pop(message_id, None)

    async def fill(self, database: Database, lease: Lease) -> list[Envelope]:
        """Claim and take up what is due and there is room for, the most urgent first. Who comes
        while somebody fills it waits: what one takes up is not the other's as well."""
        async with self._filling:
            before = set(self._held)
            try:
                async with database.begin() as uow:
                    await self._take_all(uow, lease)
            except BaseException:  # nothing was claimed, and nothing is to be left out next time
                for message_id in self._held.keys() - before:
                    self.put_down(message_id)
                raise
            return [each for message_id, each in self._held.items() if message_id not in before]

    @property
    def share(self) -> int:
        """How many of one number's answers, and of its texts that can wait, there is room for."""
        in_time = self.lease.total_seconds() * _WAITS_OF_A_LEASE
        return max(1, int(self.per_second * min(_SHARE_SECONDS, in_time)))

    async def _take_all(self, uow: UnitOfWork, lease: Lease) -> None:
        is_full = any(held >= self.share for held in self._count("can_wait").values())
        is_behind = is_full or self._room("can_wait") <= 0
        await self._take(uow, lease, "danger")
        await self._take_fairly(uow, lease, "answers")
        if self._room("answers") <= 0:
            await self._take(uow, lease, "answers_within")
        if is_behind:
            await self._take(uow, lease, "before_answers")
        await self._take_fairly(uow, lease, "can_wait")

    async def _take_fairly(self, uow: UnitOfWork, lease: Lease, which: Which) -> None:
        """Up to each number's share, those of others behind the many texts of one."""
        may_be_more = True
        while may_be_more and (room := self._room(which)) > 0:
            most = min(room, self.share)
            wish = Wish(which=which, most=most, each=self.share, held=self._count(which))
            may_be_more = await self._claim(uow, lease, wish)

    async def _take(self, uow: UnitOfWork, lease: Lease, which: Which) -> None:
        await self._claim(uow, lease, Wish(which=which, most=self._room(which)))

    async def _claim(self, uow: UnitOfWork, lease: Lease, wish: Wish) -> bool:
        """Whether there may be more of it."""
        found = await uow.outbox.claim(wish, lease, besides=self._held)
        for each in await uow.outbox.envelopes(found.rows):
            is_ahead = wish.which == "before_answers"
            self._held[each.message_id] = replace(each, rank=RANKS["answers"]) if is_ahead else each
        return found.may_be_more

    def _room(self, which: Which) -> int:
        """For how many more. Danger and what is ours to deliver do not ask what is there already:
        the one must not wait, and of the other nothing stays."""
        if which in ("danger", "answers_within", "before_answers"):
            return self.most
        share = _MAY_WAIT if which == "can_wait" else 1
        return int(self.most * share) - len(self._held)

    def _count(self, which: Which) -> dict[str, int]:
        counted: dict[str, int] = {}
        for each in self._held.values():
            if each.rank == RANKS[which]:
                counted[each.practice_id] = counted.get(each.practice_id, 0) + 1
        return counted
