"""A text written before somebody wrote of danger is no answer to it."""

from __future__ import annotations

import pytest

from storage.models import Staff
from storage.private import PatientText
from tests import builders as make
from tests.staff.test_reply_box import TEXT, TOMORROW, last_text, outbox
from tests.support.page_client import PageClient
from tests.support.world import CRISIS, World


async def writes_of_danger(world: World, *, seen_by: Staff | None = None) -> None:
    """Jean does, and it is marked as a text of hers is."""
    jean = world.near.jean
    async with world.db.begin() as uow:
        text = PatientText(CRISIS)
        written = await make.a_message(uow, conversation=jean.conversation, text=text)
        flag = await make.a_risk_flag(uow, referral=jean.referral, message=written)
        if seen_by is not None:
            flag.seen_by, flag.seen_at = seen_by.id, world.clock.now()


@pytest.mark.parametrize("later", [{}, TOMORROW])
async def test_no_text_goes_out_over_a_crisis_that_its_writer_has_not_read(
    world: World, morag: PageClient, later: dict[str, str]
) -> None:
    page = await morag.get(world.near.jean.path)
    await writes_of_danger(world)
    refused = await morag.submit(page, "/reply", status=409, text=TEXT, **later)
    assert "This person wrote of danger since you last looked" in refused.text
    assert "it was not sent" in refused.text and CRISIS in refused.text
    assert refused.form("/reply").fields["text"].strip() == TEXT
    assert await outbox(world) == []
    sent = await morag.submit(refused, "/reply", **later)
    assert "Your text is on its way" in sent.text or "Your text waits below" in sent.text
    assert str((await last_text(world)).text) == TEXT


async def test_a_crisis_that_a_colleague_has_read_is_still_news_to_who_has_not(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    await writes_of_danger(world, seen_by=world.near.manager)
    refused = await morag.submit(page, "/reply", status=409, text=TEXT)
    assert "This person wrote of danger" in refused.text
    await morag.submit(refused, "/reply")
    assert len(await outbox(world)) == 1


async def test_who_has_said_that_they_saw_the_crisis_is_not_held_up(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    await writes_of_danger(world)
    await morag.submit(page, "/take-over")  # leads to the page anew, on which it stands
    sent = await morag.submit(page, "/reply", text=TEXT)
    assert "Your text is on its way" in sent.text
