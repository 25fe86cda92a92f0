"""Sends what waits in the outbox: claim, check again, hand over, record.

    claim (one short transaction) -> wait for the number's pace -> begin (another)
    -> the carrier, with no transaction open -> record (another)

A text that was handed over before, by a process that died or to a carrier that did not
answer, is looked up at the carrier before it is ever handed over again.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.clock import Clock
from bot.delivery import departure
from bot.delivery.bounds import Bounds
from bot.delivery.carrier import LocalCarrier, LookupFailed, Outcome, Refused, Sent, Unknown
from bot.delivery.carriers import Carriers
from bot.delivery.departure import Departure
from bot.delivery.earlier_tries import earlier_tries
from bot.delivery.errors import UNREACHABLE, carrier_error
from bot.delivery.hand import MOST_IN_HAND, Hand
from bot.delivery.once_free import once_free
from bot.delivery.pace import Pace
from bot.delivery.retry import look_up_after, retry_after
from bot.delivery.stopping import Stopping, unless
from bot.delivery.unreadable import Unreadable
from storage.collision import once_more
from storage.database import Database
from storage.errors import SealBroken
from storage.models import new_id
from storage.repositories.outbox import Envelope, Lease
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Deliverer:
    """One of any number of workers on one database; `draw` gives chance in [0, 1)."""

    database: Database
    carriers: Carriers
    clock: Clock
    pace: Pace
    lease: timedelta = departure.LEASE
    max_attempts: int = 5
    draw: Callable[[], float] = random.random
    bounds: Bounds = field(default_factory=Bounds)
    """Of what a carrier charges for; what stays within our walls is not bounded."""
    on_sent: Callable[[str, str], None] = lambda provider, outcome: None
    """Told of each hand-over: provider, and sent, refused or unknown; for the metrics."""
    on_change: Callable[[str, str], None] = lambda practice_id, conversation_id: None
    """Told that a conversation looks different now; for open pages."""
    worker: str = field(default_factory=new_id)
    unreadable: Unreadable = field(default_factory=Unreadable)
    most_in_hand: int = MOST_IN_HAND
    _hand: Hand = field(init=False)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: Stopping = field(default_factory=Stopping)

    def __post_init__(self) -> None:
        self._hand = Hand(per_second=self.pace.per_second, lease=self.lease, most=self.most_in_hand)

    def wake(self) -> None:
        """There is something to send: look at once."""
        self._woken.set()

    def stop(self) -> None:
        """Take up nothing new; `run` returns when what the carrier has now is recorded."""
        self._stopping.asked.set()
        self._woken.set()

    def give_up(self) -> None:
        """Do not wait for a carrier that hangs: its texts are looked up by whoever comes next."""
        self._stopping.given_up.set()

    async def run(self, *, poll_seconds: float) -> None:
        """Send until stopped: whenever woken, and every `poll_seconds` besides.

        Nobody waits for what somebody else's text waits for: a carrier that hangs on one text
        holds up that person's texts alone.
        """
        in_hand: set[asyncio.Task[None]] = set()
        asked = self._stopping.asked
        try:
            while not asked.is_set():
                self._woken.clear()
                try:
                    await self._take_in_hand(in_hand)
                except Exception:
                    # The database may be away for a while; the outbox keeps what is to be sent.
                    logger.exception("sending failed; trying again")
                if not asked.is_set():
                    with suppress(TimeoutError):
                        async with asyncio.timeout(poll_seconds):
                            await self._woken.wait()
            await asyncio.gather(*in_hand)
        finally:
            for task in in_hand:
                task.cancel()
            await asyncio.gather(*in_hand, return_exceptions=True)

    async def _take_in_hand(self, in_hand: set[asyncio.Task[None]]) -> None:
        """Claim what is due while there is room for it; whoever is done wakes us for more."""

        def put_down(task: asyncio.Task[None]) -> None:
            in_hand.discard(task)
            self._woken.set()

        while not self._stopping.asked.is_set():
            claimed = await self._claim()
            for each in claimed:
                task = asyncio.create_task(self._see_through_or_tell(each))
                in_hand.add(task)
                task.add_done_callback(put_down)
            if not claimed:
                return

    async def run_once(self) -> int:
        """Claim what there is room for, at most one text a person, and see each through; returns
        how many were claimed."""
        claimed = await self._claim()
        await asyncio.gather(*(self._see_through_or_tell(each) for each in claimed))
        return len(claimed)

    async def _claim(self) -> list[Envelope]:
        lease = Lease(worker=self.worker, now=self.clock.now(), length=self.lease)
        return await self._hand.fill(self.database, lease)

    async def _see_through_or_tell(self, claimed: Envelope) -> None:
        try:
            await self._see_through(claimed)
        except SealBroken:
            await self.unreadable.put_off(self.database, claimed, self.worker, self.clock.now())
        except Exception:
            # The lease keeps it from being sent again until it has been looked up.
            logger.exception(
                "a text could not be seen through", extra={"message_id": claimed.message_id}
            )
        finally:
            self._hand.put_down(claimed.message_id)

    async def _see_through(self, claimed: Envelope) -> None:
        if isinstance(self.carriers.get(claimed.provider), LocalCarrier):
            if await once_free(lambda: self._deliver_here(claimed)):
                self.on_sent(claimed.provider, "sent")
        else:
            await self._deliver_far(claimed)
        self.on_change(claimed.practice_id, claimed.conversation_id)

    async def _deliver_here(self, claimed: Envelope) -> bool:
        """Nothing leaves the database, so one transaction checks and delivers; whether it did."""
        now, message_id = self.clock.now(), claimed.message_id
        async with self.database.begin() as uow:
            leaving = await departure.begin(
                uow, message_id, worker=self.worker, now=now, lease=self.lease
            )
            if leaving is not None:
                await departure.record_sent(uow, message_id, message_id, has_arrived=True, now=now)
        return leaving is not None

    async def _deliver_far(self, claimed: Envelope) -> None:
        if not await unless(self._stopping.asked, self._turn_of(claimed)):
            async with self.database.begin() as uow:
                await uow.outbox.give_back(claimed.message_id, self.worker)
            return
        leaving = await once_free(lambda: self._begin(claimed.message_id))
        if leaving is not None:
            outcome = await unless(self._stopping.given_up, self._within_lease(leaving))
            await self._record(leaving, outcome or Unknown(why="stopping"))

    async def _begin(self, message_id: str) -> Departure | None:
        async with self.database.begin() as uow:
            return await departure.begin(
                uow,
                message_id,
                worker=self.worker,
                now=self.clock.now(),
                lease=self.lease,
                bounds=self.bounds,
            )

    async def _turn_of(self, claimed: Envelope) -> bool:
        await self.pace.wait(claimed.practice_id, claimed.rank)
        return True

    async def _within_lease(self, leaving: Departure) -> Outcome:
        """Until then nobody else takes it up; a carrier that takes longer is asked later."""
        try:
            async with asyncio.timeout(self.lease.total_seconds() * departure.MOST_OF_A_LEASE):
                return await self._hand_over(leaving)
        except TimeoutError:
            return Unknown(why="no answer within the lease")

    async def _hand_over(self, leaving: Departure) -> Outcome:
        carrier = self.carriers.get(leaving.provider)
        if carrier is None:
            return Refused(code=UNREACHABLE)
        if leaving.is_repeat:
            try:
                found = await self._found(leaving)
            except LookupFailed as error:
                return Unknown(why=str(error))
            if found is not None:
                return Sent(provider_id=found)
        return await carrier.send(leaving.outgoing)

    async def _found(self, leaving: Departure) -> str | None:
        """The carrier's id of this text, if it has it and no other message of ours is that.

        LookupFailed where it may be one whose words the carrier no longer has.
        """
        found = await self.carriers[leaving.provider].find(leaving.outgoing)
        candidates = (*found.same, *found.wordless)
        if not candidates:
            return None
        async with self.database.read() as uow:
            message_id = leaving.outgoing.message_id
            known = await uow.messages.ids_of_others(leaving.provider, candidates, message_id)
            tried = await earlier_tries(uow, message_id)
        known |= {sid for sid in candidates if sid in tried}
        # The carrier lists the newest first; the oldest that is nobody's is this one.
        ours = next((sid for sid in reversed(found.same) if sid not in known), None)
        if ours is None and not known.issuperset(found.wordless):
            raise LookupFailed("the carrier no longer has the words of a text that may be this")
        return ours

    async def _record(self, leaving: Departure, outcome: Outcome) -> None:
        self.on_sent(leaving.provider, type(outcome).__name__.lower())
        kept = await once_more(lambda: self._keep(leaving, outcome))
        logger.info(
            "text handed over",
            extra={
                "message_id": leaving.outgoing.message_id,
                "outcome": type(kept).__name__.lower(),
            },
        )

    async def _keep(self, leaving: Departure, outcome: Outcome) -> Outcome:
        """What came of it, as it was recorded."""
        message_id, now = leaving.outgoing.message_id, self.clock.now()
        async with self.database.begin() as uow:
            if isinstance(outcome, Sent):
                outcome = await _with_an_id_of_its_own(uow, leaving, outcome)
            match outcome:
                case Sent(provider_id=provider_id, has_arrived=has_arrived):
                    await departure.record_sent(
                        uow, message_id, provider_id, has_arrived=has_arrived, now=now
                    )
                case Refused(code=code, after=after):
                    error = carrier_error(code)
                    wait = retry_after(
                        error,
                        attempts=leaving.attempts,
                        max_attempts=self.max_attempts,
                        draw=self.draw(),
                        asked=after,
                        rank=leaving.rank,
                    )
                    await departure.record_refused(uow, message_id, error, wait, now=now)
                case Unknown():
                    wait = look_up_after(leaving.attempts, self.draw())
                    await departure.record_unknown(uow, message_id, wait, now=now)
        return outcome


async def _with_an_id_of_its_own(uow: UnitOfWork, leaving: Departure, sent: Sent) -> Sent | Unknown:
    """What is known of a text of which the carrier gave an id that another text of ours has.

    An equal text may have been taken for this one (ADR 0020): then this one is looked up once more.
    Else the carrier gave one id twice, and this text goes without: receipts name it by our id too.
    """
    known = await uow.messages.by_provider_id(leaving.provider, sent.provider_id or "")
    if known is None or known.id == leaving.outgoing.message_id:
        return sent
    message = await uow.messages.get(leaving.outgoing.message_id)
    if message is not None and (known.patient_id, known.text) == (message.patient_id, message.text):
        return Unknown(why="an equal text has its id")
    logger.error(
        "the carrier gave one id to two texts", extra={"message_id": leaving.outgoing.message_id}
    )
    return replace(sent, provider_id=None)
