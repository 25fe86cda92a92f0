"""What nobody waits for: sealing the audit trail, and by night erasing what is past its time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from actions.audit_trail.seal_audit import AT_ONCE, seal_audit
from actions.privacy.age_out import age_out, clear_sign_ins, clear_steps, old_people
from actions.privacy.retention import Periods
from bot.clock import Clock
from storage.database import Database
from storage.models.api_answer import KEPT_FOR
from storage.repositories.erasure import CARRIERS_REPEAT_FOR
from storage.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

SEAL_SECONDS = 30.0
_NIGHT = "retention"
_NIGHT_LEASE = timedelta(hours=1)
"""A sweep that broke off is begun again after so long. One that takes longer may meet a second
worker: each person is looked at again with their lane held, so neither does harm."""
_ROWS_AT_ONCE = 200
_PEOPLE_AT_ONCE = 50


@dataclass(slots=True, kw_only=True)
class Upkeep:
    """One of any number of workers on one database; a night's sweep is one worker's.

    `periods` is None where retention is switched off; `at_hour` is in UTC.
    """

    database: Database
    clock: Clock
    periods: Periods | None
    at_hour: int
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake_up(self) -> None:
        """Look at once."""
        self._woken.set()

    async def run(self, *, poll_seconds: float) -> None:
        """Work whenever woken, and every `poll_seconds` besides, until cancelled."""
        while True:
            try:
                await self.run_once()
            except Exception:
                # The database may be away for a while; what is unsealed or old stays so.
                logger.exception("upkeep failed; trying again")
            with suppress(TimeoutError):
                async with asyncio.timeout(poll_seconds):
                    await self._woken.wait()
            self._woken.clear()

    async def run_once(self) -> None:
        """Seal what has no seal, forget what the API answered a day ago, and sweep unless this
        night's sweep is done or under way."""
        await self.seal()
        now = self.clock.now()
        await self.forget_answers(now)
        if self.periods is not None and await self._is_our_night(now):
            await self.sweep(self.periods)
            async with self.database.begin() as uow:
                await uow.heartbeats.beat(_NIGHT, now)

    async def seal(self) -> int:
        """Seal all that has no seal yet; how many entries it were."""
        now = self.clock.now()  # once: what a batch leaves for the next does not come late
        return await self._until_nothing_is_left(lambda uow: seal_audit(uow, now), AT_ONCE)

    async def forget_answers(self, now: datetime) -> int:
        """Whatever the periods are: nobody asks for them again. How many they were."""
        return await self._until_nothing_is_left(
            lambda uow: uow.api_answers.forget(now - KEPT_FOR, limit=_ROWS_AT_ONCE), _ROWS_AT_ONCE
        )

    async def sweep(self, periods: Periods) -> int:
        """Erase everybody whose time is past and clear the rest; how many people went."""
        now = self.clock.now()
        people = await self._age_people_out(periods, now)
        steps = await self._until_nothing_is_left(
            lambda uow: clear_steps(uow, periods, now, limit=_ROWS_AT_ONCE), _ROWS_AT_ONCE
        )
        sign_ins = await self._until_nothing_is_left(
            lambda uow: clear_sign_ins(uow, periods, now, limit=_ROWS_AT_ONCE), _ROWS_AT_ONCE
        )
        await self._until_nothing_is_left(
            lambda uow: uow.passing_traces.clear_carrier_ids(
                now - CARRIERS_REPEAT_FOR, limit=_ROWS_AT_ONCE
            ),
            _ROWS_AT_ONCE,
        )
        # Whoever was swept here: a sweep that broke off has left that to the next.
        await self.database.forget_traces()
        logger.info(
            "what was past its time is erased",
            extra={"people": people, "steps": steps, "sign_ins": sign_ins},
        )
        await self.seal()
        await self._note_head()
        return people

    async def _age_people_out(self, periods: Periods, now: datetime) -> int:
        gone, after = 0, ""
        while True:
            async with self.database.read() as uow:
                page = await old_people(uow, periods, now, after=after, limit=_PEOPLE_AT_ONCE)
            for verdict in page.verdicts:
                if verdict.may_go:
                    gone += await self._age_out(verdict.patient_id, periods, now)
            after = page.after
            if not after:
                return gone

    async def _age_out(self, patient_id: str, periods: Periods, now: datetime) -> bool:
        try:
            async with self.database.begin() as uow:
                return await age_out(uow, patient_id, periods, now)
        except Exception:
            # One record that cannot be erased keeps no other; it is tried again next night.
            logger.exception("a record could not be erased", extra={"patient": patient_id})
            return False

    async def _until_nothing_is_left(
        self, work: Callable[[UnitOfWork], Awaitable[int]], full: int
    ) -> int:
        """Small transactions, so that no turn waits long for one; how much was done in all."""
        total = 0
        while True:
            async with self.database.begin() as uow:
                done = await work(uow)
            total += done
            if done < full:
                return total

    async def _is_our_night(self, now: datetime) -> bool:
        due = now.replace(hour=self.at_hour, minute=0, second=0, microsecond=0)
        if due > now:
            due -= timedelta(days=1)
        async with self.database.begin() as uow:
            return await uow.heartbeats.claim(_NIGHT, due, now, _NIGHT_LEASE)

    async def _note_head(self) -> None:
        """The log is kept elsewhere: there the end of the chain can be looked up."""
        async with self.database.read() as uow:
            last = await uow.audit_seals.last()
        if last is not None:
            logger.info("audit trail sealed", extra={"head": f"{last.position}:{last.hash}"})
