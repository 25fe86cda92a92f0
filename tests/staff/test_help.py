"""Help, the first steps of a practice, and the guide for patients."""

from __future__ import annotations

import json
import re

import pytest
import segno

from bot.settings import PROJECT_ROOT
from storage.models import Practice
from tests import builders as make
from tests.support.page_client import Page, PageClient
from tests.support.world import World


def undone(page: Page) -> list[str]:
    """The first steps that are still to do, by their heading."""
    steps = page.html.split('class="steps__step')[1:]
    headings = [re.sub(r"<[^>]+>", "", one.split("<h3>")[1].split("</h3>")[0]) for one in steps]
    return [name for name, one in zip(headings, steps, strict=True) if "to do" in one]


async def test_first_steps_are_ticked_by_what_is_really_there(
    world: World, manager: PageClient
) -> None:
    page = await manager.get("/staff/start")
    assert undone(page) == [
        "Connect a texting number",
        "Decide about reminders",
        "Load local services",
    ]
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.phone = "+447700900042"
        await make.a_service(uow)

    assert undone(await manager.get("/staff/start")) == ["Decide about reminders"]


async def test_a_service_of_another_practice_or_a_hidden_one_does_not_count(
    world: World, manager: PageClient
) -> None:
    async with world.db.begin() as uow:
        await make.a_service(uow, practice_id=world.far.practice.id)
        await make.a_service(uow, is_hidden=True)

    assert "Load local services" in undone(await manager.get("/staff/start"))


async def test_reminders_are_decided_by_keeping_or_by_changing_them(
    world: World, manager: PageClient
) -> None:
    page = await manager.get("/staff/start")
    kept = await manager.submit(page, f"/start/{world.near.practice.id}/reminders")
    assert "the reminders stay as they are" in kept.text
    assert "Decide about reminders" not in undone(kept)


async def test_the_inbox_of_a_manager_leads_to_the_first_steps_until_they_are_put_away(
    world: World, manager: PageClient
) -> None:
    inbox = await manager.get("/staff/")
    assert "2 of 5 done" in inbox.text
    page = await manager.get("/staff/start")
    hidden = await manager.submit(page, "/hide")
    assert hidden.path == "/staff/"
    assert "Hidden. You find the first steps again under Settings." in hidden.text
    assert "of 5 done" not in hidden.text
    assert (await world.row(Practice, world.near.practice.id)).settings.first_steps_hidden
    shown = await manager.submit(await manager.get("/staff/start"), "/hide")
    assert "Managers see this on their inbox again" in shown.text
    assert "of 5 done" in (await manager.get("/staff/")).text


async def test_a_link_worker_has_no_first_steps(world: World, morag: PageClient) -> None:
    assert "First steps" not in (await morag.get("/staff/")).text
    await morag.get("/staff/start", status=403)


async def test_help_says_what_matters_and_every_topic_leads_somewhere(morag: PageClient) -> None:
    page = await morag.get("/staff/help")
    for anchor in re.findall(r'href="#([a-z-]+)"', page.html):
        assert f'id="{anchor}"' in page.html
    assert "a person reads every conversation" in page.text
    assert "Silence is not “better”" in page.text
    assert 'href="/try"' not in page.html  # the simulator is off outside the demonstration


async def test_a_lead_may_read_help_and_the_guide(lead: PageClient) -> None:
    page = await lead.get("/staff/help")
    await lead.get("/staff/patient-guide")
    for address in set(re.findall(r'href="(/staff[^"#]*)"', page.html)):
        await lead.get(address)  # none that is refused


async def test_guide_names_the_practice_its_number_and_the_crisis_lines(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        practice = await uow.practices.get(world.near.practice.id)
        assert practice is not None
        practice.phone = "+447700900042"

    page = await morag.get("/staff/patient-guide")

    assert page.path == f"/staff/patient-guide/{world.near.practice.id}"
    assert "Near Practice" in page.text
    assert "07700 900 042" in page.text
    code = segno.make("sms:+447700900042", error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True).split(' d="')[1].split('"')[0]
    assert drawn in page.html
    helplines = json.loads((PROJECT_ROOT / "flows" / "helplines.json").read_text("utf-8"))
    by_id = {one["id"]: one for one in helplines["lines"]}
    for line in helplines["crisis_reply_lines"]:
        assert by_id[line]["say"][1:] in page.text
    assert "aged 16 or over" in page.text


async def test_without_a_number_the_guide_speaks_of_the_chat_alone(
    world: World, morag: PageClient
) -> None:
    page = await morag.get("/staff/patient-guide")
    assert "/chat/near" in page.text
    assert "guide__code" not in page.html


@pytest.mark.parametrize(("asked", "language"), [("pl", "pl"), ("en", "en"), ("xx", "en")])
async def test_guide_in_another_language_of_the_flows(
    morag: PageClient, asked: str, language: str
) -> None:
    page = await morag.get("/staff/patient-guide")
    other = await morag.get(f"{page.path}?language={asked}")
    assert f'class="guide" lang="{language}"' in other.html
    warned = "No native speaker has read this translation yet." in other.text
    assert warned is (language == "pl")
