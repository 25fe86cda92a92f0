"""What is said of a reply that is written when no texts are sent."""

from __future__ import annotations

from datetime import timedelta

from storage.models.practice_settings import SendingDay
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World

TEXT = "Hi, I'll ring tomorrow. Morag"
NIGHT = timedelta(hours=12)
"""From ten in the morning, when the tests begin, to when no texts are sent."""


async def test_a_text_written_at_night_says_that_it_waits_and_until_when(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    assert "Texts are not sent at this hour" not in page.text
    world.clock.advance(NIGHT)
    await morag.sign_in(world.near.worker.email, PASSWORD)
    page = await morag.get(world.near.jean.path)
    assert "Texts are not sent at this hour. Yours goes out Tue 24 Nov, 9am" in page.text

    sent = await morag.submit(page, "/reply", text=TEXT)

    assert "Your text is not sent yet" in sent.text and "on its way" not in sent.text
    assert "not sent at this hour; goes out Tue 24 Nov, 9am" in sent.text


async def test_who_wrote_just_now_is_answered_at_night_too(world: World, morag: PageClient) -> None:
    world.clock.advance(NIGHT)
    async with world.db.begin() as uow:
        thread = await uow.conversations.get(world.near.jean.conversation.id)
        assert thread is not None
        thread.last_inbound_at = world.clock.now()
    await morag.sign_in(world.near.worker.email, PASSWORD)
    page = await morag.get(world.near.jean.path)
    assert "Texts are not sent at this hour" not in page.text
    assert "on its way" in (await morag.submit(page, "/reply", text=TEXT)).text


async def test_a_text_that_would_be_too_old_when_texts_are_sent_again_is_told_before(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        only_monday = (SendingDay(weekday=0, from_time="09:00", to_time="20:00"),)
        practice.settings = practice.settings.model_copy(update={"sending_week": only_monday})
    world.clock.advance(NIGHT)
    await morag.sign_in(world.near.worker.email, PASSWORD)
    page = await morag.get(world.near.jean.path)
    assert "when yours would be too old to go out. Choose “Send it later”" in page.text
