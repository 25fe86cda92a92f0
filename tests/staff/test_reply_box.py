"""What one does in the reply box: start from a canned reply, see the cost, send later, cancel."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.texts.send_later import FURTHEST
from storage.models import Audit, Conversation, Message, Outbox
from storage.private import PatientText
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import PASSWORD, World, a_case

TEXT = "Hi, I'll ring tomorrow. Morag"
TOMORROW = {"later": "yes", "later_day": "2026-11-24", "later_time": "09:30"}


async def last_text(world: World) -> Message:
    async with world.db.read() as uow:
        found = await uow.session.scalar(
            select(Message).where(Message.direction == "out").order_by(Message.id.desc())
        )
    assert found is not None
    return found


async def outbox(world: World) -> list[Outbox]:
    async with world.db.read() as uow:
        return list(await uow.session.scalars(select(Outbox)))


async def test_a_canned_reply_is_put_into_the_box_with_its_names_and_nothing_is_sent(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    choice = page.html.split(">I tried to phone<")[0].rsplit('value="', 1)[1].split('"')[0]
    filled = await morag.submit(page, "/reply", canned=choice, insert="yes")
    text = filled.form("/reply").fields["text"]
    assert "Hi Jean, I tried to phone you" in text and text.strip().endswith("Morag")
    assert "1 segment" in filled.text and "Costs 2.6p" in filled.text
    again = await morag.submit(filled, "/reply", canned=choice, insert="yes")
    assert "2 segments" in again.text and "can it be shorter" in again.text
    assert await outbox(world) == []


async def test_who_must_be_texted_neutrally_is_offered_neutral_words_alone(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        case.patient.neutral_wording = True
    page = await morag.get(case.path)
    assert "Neutral: got your message" in page.text
    assert "I tried to phone" not in page.text


async def test_a_text_for_later_waits_in_sight_and_can_be_cancelled(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    planned = await morag.submit(page, "/reply", text=TEXT, **TOMORROW)
    assert "waiting, to be sent Tue 24 Nov, 9:30am" in planned.text
    (row,) = await outbox(world)
    assert row.not_before == world.clock.now() + timedelta(hours=23, minutes=30)
    cancelled = await morag.submit(planned, "/cancel")
    assert "That text is cancelled" in cancelled.text
    assert "cancelled before sending: by a person" in cancelled.text
    assert await outbox(world) == []
    form = planned.form("/cancel")
    late = await morag.post(form.action, form.fields, status=409)
    assert "does not wait any more" in late.text


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-11-23", "09:00", "That time is past"),
        ("2026-11-24", "20:00", "Texts are sent between 09:00 and 20:00"),
        ("2026-11-24", "03:00", "Texts are sent between 09:00 and 20:00"),
        ("2027-11-24", "10:00", f"within the next {FURTHEST.days}"),
        ("", "10:00", "Choose the day"),
        ("2026-11-24", "soon", "Choose the day"),
    ],
)
async def test_a_time_at_which_nothing_is_sent_is_refused_and_the_words_stay(
    day: str, time: str, said: str, world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    refused = await morag.submit(
        page, "/reply", status=409, text=TEXT, later="yes", later_day=day, later_time=time
    )
    assert said in refused.text
    assert refused.form("/reply").fields["text"].strip() == TEXT
    assert await outbox(world) == []
    assert (await world.row(Conversation, world.near.jean.conversation.id)).owner_id is None


@pytest.mark.parametrize(
    ("button", "fields", "reason"),
    [
        ("/hand-back", {}, "the conversation was handed back first"),
        ("/close", {"outcome": "helped"}, "the referral was closed first"),
        ("/texting", {"safe_to_text": "no"}, "it is not safe to text them"),
    ],
)
async def test_what_ends_a_text_for_later_is_said_in_the_timeline(
    button: str, fields: dict[str, str], reason: str, world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    planned = await morag.submit(page, "/reply", text=TEXT, **TOMORROW)
    after = await morag.submit(planned, button, **fields)
    assert f"cancelled before sending: {reason}" in after.text
    assert await outbox(world) == []
    assert (await last_text(world)).status == "cancelled"


async def test_a_colleague_who_took_over_meanwhile_is_not_talked_over(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        case = await uow.conversations.get(world.near.jean.conversation.id)
        assert case is not None
        case.owner_id, case.automation = world.near.manager.id, "paused"
        case.taken_over_at = world.clock.now()
    refused = await morag.submit(page, "/reply", status=409, text=TEXT)
    assert "Manager of Near has this conversation since" in refused.text
    assert "What you wrote is still in the box below" in refused.text
    assert refused.form("/reply").fields["text"].strip() == TEXT
    assert await outbox(world) == []


async def test_a_colleague_who_wrote_meanwhile_is_read_before_one_writes(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        await make.a_message(
            uow,
            conversation=world.near.jean.conversation,
            direction="out",
            author="staff",
            kind="staff",
            staff_id=world.near.manager.id,
            text=PatientText("I am on it"),
        )
    refused = await morag.submit(page, "/reply", status=409, text=TEXT)
    assert "A colleague has written to this person" in refused.text
    assert "I am on it" in refused.text
    sent = await morag.submit(refused, "/reply")
    assert "Your text is on its way" in sent.text
    assert str((await last_text(world)).text) == TEXT


async def test_a_button_pressed_twice_sends_one_text_and_the_same_words_later_another(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    first = await morag.submit(page, "/reply", text=TEXT)
    second = await morag.submit(page, "/reply", text=TEXT)
    assert len(await outbox(world)) == 1
    assert "Your text is on its way" in first.text and "Your text is on its way" in second.text
    await morag.submit(page, "/reply", text=TEXT, **TOMORROW)  # another time is another text
    await morag.submit(await morag.get(world.near.jean.path), "/reply", text=TEXT)
    assert len(await outbox(world)) == 3


async def test_back_after_sending_and_send_again_is_told_and_sends_no_second_text(
    world: World, morag: PageClient
) -> None:
    """Back asks for the page anew, and the browser puts the words that were sent into its box."""
    path = world.near.jean.path
    await morag.submit(await morag.get(path), "/reply", text=TEXT)
    back = await morag.get(path)
    refused = await morag.submit(back, "/reply", text=TEXT, status=409)
    assert "You sent them these words a moment ago" in refused.text
    assert refused.form("/reply").fields["text"].strip() == TEXT
    await morag.submit(refused, "/reply", text=f"{TEXT}.")
    assert len(await outbox(world)) == 2


async def test_the_same_words_are_sent_again_after_a_while_or_once_they_failed(
    world: World, morag: PageClient
) -> None:
    path = world.near.jean.path
    await morag.submit(await morag.get(path), "/reply", text=TEXT)
    world.clock.advance(timedelta(minutes=11))
    await morag.submit(await morag.get(path), "/reply", text=TEXT)
    text = await last_text(world)
    async with world.db.begin() as uow:
        await uow.messages.move_status(text.id, "failed", "30003", world.clock.now())
    await morag.submit(await morag.get(path), "/reply", text=TEXT)
    assert (await last_text(world)).id != text.id


@pytest.mark.parametrize("later", [{}, TOMORROW])
async def test_what_no_phone_shows_is_not_sent(
    world: World, morag: PageClient, later: dict[str, str]
) -> None:
    page = await morag.get(world.near.jean.path)
    for text in ("\u200b", "\ufeff\u2060", "\u202e"):
        refused = await morag.submit(page, "/reply", status=409, text=text, **later)
        assert "Write something first." in refused.text
    await morag.submit(page, "/reply", text="a\u0007b", **later)
    assert len(await outbox(world)) == 1
    assert str((await last_text(world)).text) == "ab"


async def test_words_written_before_the_session_ended_are_given_back(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    fields = {**page.form("/reply").fields, "text": TEXT}
    world.client.session.cookie_jar.clear()

    late = await morag.post(f"{world.near.jean.path}/reply", fields, status=403)

    assert "You were signed out" in late.text
    assert "Nothing was sent or saved" in late.text
    assert TEXT in late.text.replace("&#x27;", "'")
    assert "sign-in?next=%2Fstaff%2Freferrals%2F" in late.html
    assert await outbox(world) == []
    await morag.sign_in(world.near.worker.email, PASSWORD)
    old = await morag.post(f"{world.near.jean.path}/reply", fields, status=403)
    assert "This page was out of date" in old.text
    assert TEXT in old.text
    assert await outbox(world) == []


async def test_words_from_a_page_of_others_are_not_shown_to_anybody(
    world: World, morag: PageClient
) -> None:
    fields = {"text": "words of another site"}
    headers = {"Sec-Fetch-Site": "cross-site"}
    path = f"{world.near.jean.path}/reply"
    signed_in = await world.client.post(path, data=fields, headers=headers)
    assert signed_in.status == 403
    assert "another site" not in await signed_in.text()
    world.client.session.cookie_jar.clear()
    signed_out = await world.client.post(path, data=fields, headers=headers)
    assert "another site" not in await signed_out.text()


async def test_words_for_somebody_who_opted_out_meanwhile_are_not_lost(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        await make.an_opt_out(uow, patient=world.near.jean.patient)
    refused = await morag.submit(page, "/reply", status=409, text=TEXT)
    assert "What you wrote, which was not sent" in refused.text
    assert TEXT in refused.text


async def test_phone_calls_stand_in_the_timeline_and_reaching_somebody_settles_why(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, attention="call_me")
        case.referral.attention_at = world.clock.now()
    page = await morag.get(case.path)
    assert "Asked for a call" in page.text
    tried = await morag.submit(page, "/calls", call_outcome="no_message")
    assert "Phone call by Morag of Near: voicemail: left no message" in tried.text
    assert "Asked for a call" in tried.text
    spoke = await morag.submit(
        tried,
        "/calls",
        call_outcome="reached",
        call_minutes="12",
        call_note="Will bring the letter",
    )
    assert "spoke to them, 12 minutes" in spoke.text and "Will bring the letter" in spoke.text
    assert "Asked for a call" not in spoke.text
    for minutes in ("many", "241", "9" * 5000):
        refused = await morag.submit(
            spoke,
            "/calls",
            status=409,
            call_outcome="reached",
            call_minutes=minutes,
            call_note="Kept words",
        )
        assert "whole number" in refused.text and "Kept words" in refused.text


async def test_how_to_reach_somebody_stands_at_the_top(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    fields = {"safe_to_call": "no", "safe_to_text": "yes", "contact_advice": "Only at my sister's"}
    saved = await morag.submit(page, "/texting", neutral_wording="yes", **fields)
    top = saved.text.split("What was said and done")[0]
    for said in ("unsafe to call", "Do not phone this number", "neutral wording"):
        assert said in top
    assert "Only at my sister's" in top


async def test_the_canned_replies_of_a_practice_are_its_own_to_change(
    world: World, browser: PageClient
) -> None:
    await browser.sign_in(world.near.manager.email, PASSWORD)
    listed = await browser.get("/staff/replies")
    assert "Thank you for telling me" in listed.text
    blank = await browser.get(f"/staff/replies/{world.near.practice.id}/new")
    wrong = await browser.submit(
        blank, "/new", status=422, title="Hello", text="Hi {frist_name}, it's me"
    )
    assert "{frist_name} is not one of the placeholders" in wrong.text
    assert "Hi {frist_name}" in wrong.form("/new").fields["text"]
    named = await browser.submit(wrong, "/new", status=422, text="It's {my_name}", is_neutral="yes")
    assert "A neutral reply names nobody" in named.text
    saved = await browser.submit(blank, "/new", title="Hello", text="Hi {first_name}, it's me")
    assert "Canned reply saved" in saved.text and "Hi {first_name}, it's me" in saved.text
    address = saved.html.split(">Hello</a>")[0].rsplit('href="', 1)[1].split('"')[0]
    one = await browser.get(address)
    retired = await browser.submit(one, "/retire")
    assert "it's me" not in retired.text
    await browser.get(address, status=404)
    async with world.db.read() as uow:
        trail = await uow.session.scalars(
            select(Audit.action).where(Audit.subject_type == "canned_reply").order_by(Audit.id)
        )
        assert trail.all() == ["saved_canned_reply", "retired_canned_reply"]


async def test_a_lead_keeps_no_canned_replies(world: World, lead: PageClient) -> None:
    await lead.get("/staff/replies", status=403)
