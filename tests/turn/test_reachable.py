from __future__ import annotations

from tests.turn.conftest import Person


async def test_who_writes_again_can_be_reached_again(jean: Person) -> None:
    await jean.says("hello")
    known = await jean.patient()
    async with jean.made.parts.db.begin() as uow:
        patient = await uow.patients.get(known.id)
        assert patient is not None
        patient.unreachable_reason = "30006"
    await jean.says("am pure skint")
    assert (await jean.patient()).unreachable_reason is None
