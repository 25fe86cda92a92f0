"""What is said of a reply that is written when no texts are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models.practice_settings import SendingDay
from tests.staff.code_app import forget_cookies
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


async def test_the_time_that_is_suggested_is_one_at_which_texts_are_sent(
    world: World, browser: PageClient
) -> None:
    await send_by_week(world, {0: ("10:00", "17:00"), 1: ("10:00", "16:00"), 3: ("09:30", "20:00")})
    for days_on, day, time in (
        (0, "2026-11-24", "10:00"),  # on Monday: tomorrow
        (1, "2026-11-26", "09:30"),  # on Tuesday: no texts on Wednesday
        (2, "2026-11-30", "10:00"),  # on Thursday: none on Friday or at the weekend
        (2, "2026-11-30", "10:00"),  # on Saturday
    ):
        world.clock.advance(timedelta(days=days_on))
        await browser.sign_in(world.near.worker.email, PASSWORD)
        page = await browser.get(world.near.jean.path)
        fields = page.form("/reply").fields
        assert (fields["later_day"], fields["later_time"]) == (day, time)
        assert '<option value="19:30"' in page.html and '<option value="09:00"' not in page.html
        planned = await browser.submit(page, "/reply", text=TEXT, later="yes")
        assert "waiting, to be sent" in planned.text
        forget_cookies(world)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-24", "Texts are sent between 10:00 and 16:00 on a Tuesday."),
        ("2026-11-28", "No texts are sent on a Saturday. Choose another day."),
    ],
)
async def test_a_refused_time_is_told_the_hours_of_its_own_day(
    world: World, morag: PageClient, day: str, said: str
) -> None:
    await send_by_week(world, {0: ("09:00", "20:00"), 1: ("10:00", "16:00")})
    page = await morag.get(world.near.jean.path)
    later = {"later": "yes", "later_day": day, "later_time": "17:00"}
    refused = await morag.submit(page, "/reply", status=409, text=TEXT, **later)
    assert said in refused.text


async def send_by_week(world: World, hours: dict[int, tuple[str, str]]) -> None:
    """Texts are sent on these weekdays alone, between these hours."""
    week = tuple(
        SendingDay(weekday=weekday, from_time=opens, to_time=closes)
        for weekday, (opens, closes) in hours.items()
    )
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.settings = practice.settings.model_copy(update={"sending_week": week})


async def test_a_text_that_would_be_too_old_when_texts_are_sent_again_is_told_before(
    world: World, morag: PageClient
) -> None:
    await send_by_week(world, {0: ("09:00", "20:00")})
    world.clock.advance(NIGHT)
    await morag.sign_in(world.near.worker.email, PASSWORD)
    page = await morag.get(world.near.jean.path)
    assert "when yours would be too old to go out. Choose “Send it later”" in page.text
