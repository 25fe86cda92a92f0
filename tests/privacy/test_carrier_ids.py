"""By the carrier's id of a text its number can be looked up there: it outlives nobody for long."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import ManualClock
from bot.retention_periods import periods_of
from bot.settings import Config
from bot.timers.upkeep import Upkeep
from storage.database import Database
from tests import builders as make
from tests.builders import NOW

PERIODS = periods_of(Config().retention)


async def test_the_carriers_id_of_a_text_goes_a_week_after_it_with_who_was_erased(
    database: Database,
) -> None:
    clock = ManualClock(NOW)
    upkeep = Upkeep(database=database, clock=clock, periods=PERIODS, at_hour=2)
    async with database.begin() as uow:
        erased = await make.a_message(uow, provider="twilio", provider_id="SM1")
        kept = await make.a_message(uow, provider="twilio", provider_id="SM2")
    async with database.begin() as uow:
        await uow.patients.erase(erased.patient_id, NOW)

    async def ids_after(days: int) -> list[str | None]:
        clock.advance(timedelta(days=days))
        await upkeep.sweep(PERIODS)
        async with database.read() as uow:
            found = [await uow.messages.get(one.id) for one in (erased, kept)]
        return [one.provider_id for one in found if one is not None]

    assert await ids_after(days=6) == ["SM1", "SM2"]  # its webhook may come again still
    assert await ids_after(days=2) == [None, "SM2"]
