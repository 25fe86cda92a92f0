"""With no script: whatever is half typed on the page of a conversation stays, whichever button is
pressed, until it is sent or saved itself."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage.models import Message, Note
from storage.private import PatientText
from tests.support.page_client import PageClient
from tests.support.world import World, a_case, a_risk

TEXT, NOTE, ADVICE = "I'm on my way,\nMorag", "Likes to be called Jeannie", "Not on a Sunday"
BOXES = {
    "text": TEXT,
    "note": NOTE,
    "call_minutes": "12",
    "call_note": "Her sister picked up",
    "contact_advice": ADVICE,
    "snooze_until": "2026-12-01T09:30",
}


async def sent(world: World) -> int:
    async with world.db.read() as uow:
        query = select(func.count()).select_from(Message).where(Message.direction == "out")
        return await uow.session.scalar(query) or 0


@pytest.mark.parametrize(
    ("button", "own"),
    [
        ("/take-over", ()),
        ("/seen", ()),
        ("/assign", ()),
        ("/mute", ()),
        ("/waiting", ()),
        ("/note", ("note",)),
        ("/calls", ("call_minutes", "call_note")),
        ("/snooze", ("snooze_until",)),
        ("/appointments", ()),
        ("/texting", ("contact_advice",)),
        ("/reply", ("text",)),
    ],
)
async def test_what_is_half_typed_stays_whichever_button_is_pressed(
    button: str, own: tuple[str, ...], world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, name="Ina Minute")
        await a_risk(uow, case, raised_at=world.clock.now())
    page, before = await morag.get(case.path), await sent(world)
    fields = {
        **page.form("/reply").fields,
        "call_outcome": "reached",
        **BOXES,
    }  # of the whole page, which is one form
    after = await morag.post(f"{case.path}{button}", fields)
    assert 'id="flash-title"' in after.html
    fields = after.form("/reply").fields
    for name in ("text", "note", "call_minutes", "call_note", "snooze_until"):
        kept = "" if name in own or (name, button) == ("snooze_until", "/snooze") else BOXES[name]
        assert fields.get(name, "").strip() == kept, name
    # How to reach somebody is asked beside how that stands now, which a colleague may have changed.
    is_unsaved = f"not saved: “<bdi>{ADVICE}</bdi>”" in after.html
    assert is_unsaved is ("contact_advice" not in own)
    assert await sent(world) == before + (button == "/reply")


async def test_a_refused_button_keeps_what_is_half_typed_beside_it(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    refused = await morag.submit(page, "/note", status=409, **{**BOXES, "note": " "})
    assert "Write something first" in refused.text
    assert refused.form("/reply").fields["text"].strip() == TEXT
    assert refused.form("/reply").fields["call_note"].strip() == "Her sister picked up"


async def test_closing_shows_the_text_that_was_not_sent(world: World, morag: PageClient) -> None:
    page, before = await morag.get(world.near.jean.path), await sent(world)
    closed = await morag.submit(page, "/close", outcome="helped", text=TEXT)
    assert "What you wrote, which was not sent" in closed.text
    assert "on my way" in closed.html
    assert await sent(world) == before


async def test_a_page_that_has_kept_words_sent_again_keeps_one_note(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    for _ in range(2):
        await morag.submit(page, "/note", **BOXES)
    async with world.db.read() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Note)) == 1


async def test_with_nothing_typed_a_button_leads_to_the_page_itself(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        patient = await uow.patients.get(world.near.jean.patient.id)
        assert patient is not None
        patient.contact_advice = PatientText("Mornings,\nnever Sundays")
    page = await morag.get(world.near.jean.path)
    taken = await morag.submit(page, "/take-over")
    assert taken.path == world.near.jean.path


async def test_what_is_known_of_somebody_is_shown_to_nobody_after_signing_out(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        patient = await uow.patients.get(world.near.jean.patient.id)
        assert patient is not None
        patient.contact_advice = PatientText("Her husband must not know")
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        await uow.sessions.end_all_of(world.near.worker.id, world.clock.now())
    late = await morag.submit(page, "/reply", status=403, text=TEXT)
    assert "on my way" in late.html
    assert "husband" not in late.html
