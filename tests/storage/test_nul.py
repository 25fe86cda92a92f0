from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.database import Database
from storage.nul import without_escaped_nul
from tests.builders import a_practice

TEXTS = st.lists(st.sampled_from(["\0", "\\", "u0000", "\\u0000", '"', "a"])).map("".join)


async def test_what_holds_nul_is_kept_and_asked_for_without_harm(database: Database) -> None:
    async with database.begin() as uow:
        await a_practice(uow, code="odd", name="A\0B")
        await uow.flush()
        assert await uow.practices.by_code("\0") is None
        kept = await uow.practices.by_code("odd")
    assert kept is not None
    async with database.read() as uow:
        read = await uow.practices.by_code("odd")
    assert read is not None
    assert read.name in ("A\0B", "A\ufffdB")


@given(TEXTS)
def test_in_json_only_the_character_itself_is_replaced(text: str) -> None:
    assert json.loads(without_escaped_nul(json.dumps(text))) == text.replace("\0", "\ufffd")


@pytest.mark.parametrize("text", ["", "a", "\\u0000"])
def test_json_without_it_stays_as_it_is(text: str) -> None:
    assert without_escaped_nul(json.dumps(text)) == json.dumps(text)
