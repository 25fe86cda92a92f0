"""Flows as staff see them, and how far people came in them, on both databases."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from bot.dialogue import load_flows
from bot.staff.presenters.flows_seen.drawing import drawing_of
from bot.staff.presenters.flows_seen.step_words import words_of
from storage.models import Practice
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import World, the_flows

FLOWS = "/staff/flows"
BEGUN = {"type": "flow_started", "flow": "self_referral", "step": None}
ENDED = {"type": "flow_completed", "flow": "self_referral", "step": "signpost"}
ASKED = {"type": "question_asked", "flow": "self_referral", "step": "check_needs"}
WORKED = {"type": "action_asked", "flow": "self_referral", "step": "begin"}
SAID = {"type": "said", "flow": None, "step": None}


async def turns(uow: Any, practice: Practice, *happened: list[dict[str, Any]], hours: int) -> None:
    """One person's turns, the last of them so many hours ago."""
    patient = await make.a_patient(uow, practice=practice)
    conversation = await make.a_conversation(uow, patient=patient)
    for number, one in enumerate(reversed(happened)):
        at = make.NOW - timedelta(hours=hours, minutes=number)
        await make.turn_events(uow, conversation=conversation, happened=one, at=at)
        await uow.flush()


@pytest.fixture
async def walked(world: World) -> World:
    """Twelve came to the end; eight stopped at the question, six are still at it; far away, 20."""
    async with world.db.begin() as uow:
        for practice, ended, stopped, fresh in (
            (world.near.practice, 12, 8, 6),
            (world.far.practice, 20, 20, 20),
        ):
            for _ in range(ended):
                await turns(uow, practice, [SAID, ENDED], [BEGUN, WORKED, ASKED], hours=30)
            for _ in range(stopped):
                # Asked twice, by a nudge: still one person.
                await turns(uow, practice, [ASKED], [BEGUN, WORKED, ASKED], hours=30)
            for _ in range(fresh):
                await turns(uow, practice, [BEGUN, WORKED, ASKED], hours=2)
    return world


async def test_how_far_people_came_is_counted(walked: World, lead: PageClient) -> None:
    """26 began, 12 came to the end, 8 of the rest have not answered for a day."""
    page = await lead.get(FLOWS)
    assert "Asking for help The person wants help from the link worker" in page.text
    assert "or has said what troubles them. 25 10" in page.text
    flow = await lead.get(f"{FLOWS}/self_referral")
    assert "25 people began" in flow.text
    assert "10 came to the end" in flow.text
    assert "25, 10 stopped" in flow.text  # in the drawing
    rows = await _file(lead)
    (asked,) = [cells for name, cells in rows.items() if "Have I understood" in name]
    assert asked == ["25", "10"]
    for name, cells in rows.items():
        shown = [cell.replace("not counted", "–") for cell in cells]
        assert " ".join([name, *shown]) in flow.text


async def test_few_people_are_not_told(world: World, lead: PageClient) -> None:
    async with world.db.begin() as uow:
        for _ in range(4):
            await turns(uow, world.near.practice, [BEGUN, WORKED, ASKED], hours=30)
    flow = await lead.get(f"{FLOWS}/self_referral")
    assert "fewer than 5 people began" in flow.text
    assert "fewer than 5, fewer than 5 stopped" in flow.text


async def test_only_the_time_asked_for_is_counted(walked: World, lead: PageClient) -> None:
    page = await lead.get(f"{FLOWS}/self_referral?period=last_month")
    assert "0 people began" in page.text
    await lead.get(f"{FLOWS}?period=year", status=404)


async def test_drawing_keeps_to_the_policy_of_pages(world: World, morag: PageClient) -> None:
    page = await morag.get(f"{FLOWS}/self_referral")
    assert "<style" not in page.html
    assert 'class="flow-drawing"' in page.html
    assert "url(#flow-drawing-arrow)" in page.html


@pytest.mark.parametrize("flow", ["nothing", "pattern_completed", "pattern_cancel_flow"])
async def test_flow_that_nobody_meets_is_not_found(
    world: World, lead: PageClient, flow: str
) -> None:
    await lead.get(f"{FLOWS}/{flow}", status=404)


def test_every_flow_is_drawn_and_every_step_has_words() -> None:
    flows = the_flows()
    for flow in flows.flows.values():
        drawing = drawing_of(flow, flows, {step.id: "25" for step in flow.steps})
        assert drawing.count(">25<") == len(flow.steps)
        assert "<style" not in drawing
        for step in flow.steps:
            sentence = words_of(step, flows).sentence
            assert sentence
            assert "utter_" not in sentence
            assert "{" not in sentence


def test_what_authors_write_cannot_break_out_of_a_drawing(tmp_path: Any) -> None:
    (tmp_path / "f.yml").write_text(
        """
version: "3.1"
flows:
  f:
    name: "<script>alert(1)</script>"
    description: odd
    steps:
      - action: utter_odd
responses:
  utter_odd:
    - text: "</svg><script>alert(2)</script> & so on"
"""
    )
    flows = load_flows([tmp_path])
    drawing = drawing_of(flows.find("f"), flows, {})
    assert "<script" not in drawing


async def _file(client: PageClient) -> dict[str, list[str]]:
    page = await client.get(f"{FLOWS}/self_referral?file=csv")
    return {row[0]: row[1:] for row in list(csv.reader(io.StringIO(page.html)))[1:]}
