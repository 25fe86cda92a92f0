"""Who asked for a person twice before the team was back is told once that nobody has come."""

from __future__ import annotations


async def test_asked_for_twice_over_a_weekend(jean):
    await jean.refers()
    await jean.waits(days=4, hours=8)  # Friday at 18:00
    await jean.says("can i speak to a person")
    await jean.waits(hours=14)
    await jean.says("can someone phone me")
    heard = await jean.waits(days=4)
    assert len([text for text in heard if "has got back to you" in text]) == 1


async def test_asked_for_again_when_nobody_came(jean):
    await jean.refers()
    await jean.says("can i speak to a person")
    assert "got back to you" in " ".join(await jean.waits(hours=2))
    await jean.says("can i speak to a person")
    assert "got back to you" in " ".join(await jean.waits(hours=2))


async def test_where_all_is_told_nobody_is_asked_to_go_on(jean):
    await jean.refers()
    await jean.says("can i speak to a person")
    (heard,) = await jean.waits(hours=2)
    assert "You're still on our list" in heard
    assert "Go on here" not in heard
