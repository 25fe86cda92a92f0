"""What is told days after our question is said to be noted, beside how they would like to go on."""

from __future__ import annotations

from tests.turn.conftest import Person


async def test_another_need_is_noted_and_then_how_to_go_on_is_asked(jean: Person) -> None:
    await jean.says("my wife died and im lonely")
    await jean.waits(days=2)
    heard = await jean.says("my boiler is broke")
    assert "I've noted" in heard[0]
    assert "heating or power" in heard[0]
    assert "go on from where we were" in heard[1]
    assert await jean.labels() == {"bereavement", "isolation", "energy"}


async def test_who_only_says_hello_is_asked_alone(jean: Person) -> None:
    await jean.says("im lonely")
    await jean.waits(days=2)
    heard = await jean.says("hiya")
    assert len(heard) == 1
    assert "go on from where we were" in heard[0]


async def test_where_abuse_was_told_no_need_is_named(jean: Person) -> None:
    await jean.says("he hits me and im skint")
    await jean.waits(days=2)
    heard = await jean.says("my boiler is broke")
    assert not any(word in " ".join(heard) for word in ("heating", "money", "abuse", "noted money"))
