"""On SQLite a turn goes straight to the driver: SQLAlchemy's way round costs more than SQLite.

A single statement that goes it has the whole unit finished by SQLAlchemy, too.
"""

from __future__ import annotations

import pytest

from bot.pretend import Pretend
from tests.bench.journeys import MIX
from tests.support.statements import counted
from tests.turn.conftest import Person

JOURNEYS = tuple(dict.fromkeys(MIX))


@pytest.mark.parametrize(("number", "texts"), list(enumerate(JOURNEYS)))
async def test_no_turn_of_a_referral_is_prepared_by_sqlalchemy(
    blether: Pretend, number: int, texts: tuple[str, ...]
) -> None:
    person = Person(made=blether, contact=f"+4477009001{number:02}")
    with counted(blether.parts.db) as statements:
        for text in texts:
            await person.receive(text)
    assert statements == []
