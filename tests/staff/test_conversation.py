from typing import Any

import pytest
from sqlalchemy import select

from storage.models import Appointment, Audit, Conversation, Message, Note, Patient, Referral
from storage.models import RiskFlag as Risk
from storage.private import PatientText, PhoneNumber
from tests import builders as make
from tests.support.page_client import PageClient
from tests.support.world import CRISIS, PASSWORD, World, a_case, a_risk


async def test_words_that_led_to_each_need_are_marked_and_said(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    for need, words in (("energy", "leccy"), ("housing", "landlord")):
        said = f'<span class="nhsuk-u-visually-hidden"> ({need})</span>'
        assert f'title="{need}">{words}{said}</mark>' in page.html
    assert "Jean" not in page.title


async def test_opening_marks_risk_seen_and_is_written_down(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, words=CRISIS)
        await a_risk(uow, case)
    page = await morag.get(case.path)
    assert "mark--risk" in page.html
    assert "seen Mon 23 Nov, 10am by Morag of Near" in page.text
    async with world.db.read() as uow:
        flag = await uow.session.scalar(select(Risk))
        trail = await uow.session.scalars(
            select(Audit.action).where(Audit.subject_id == case.referral.id).order_by(Audit.id)
        )
    assert flag is not None and flag.seen_by == world.near.worker.id
    assert trail.all() == ["saw_risk", "read"]
    assert "A risk that nobody has seen" not in (await morag.get("/staff/")).text


async def test_page_that_refreshes_itself_marks_nothing_seen(
    world: World, morag: PageClient
) -> None:
    await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        referral = await uow.referrals.get(world.near.jean.referral.id)
        assert referral is not None
        await make.a_risk_flag(uow, referral=referral, message=world.near.jean.message)
    world.client.session.headers["X-Blether-Refresh"] = "1"
    page = await morag.get(world.near.jean.path)
    assert "Nobody is recorded as having seen it yet" in page.text
    assert "A risk that nobody has seen yet" in (await morag.get("/staff/")).text
    del world.client.session.headers["X-Blether-Refresh"]
    form = page.form("/seen")
    answer = await world.client.post(form.action, data=form.fields, allow_redirects=False)
    assert answer.status == 303
    assert "A risk that nobody has seen" not in (await morag.get("/staff/")).text


async def test_taking_over_silences_blether_and_handing_back_lets_it_answer(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    taken = await morag.submit(await morag.get(case.path), "/take-over")
    assert "You have this conversation" in taken.text
    assert "Blether is silent" in taken.text
    assert (await world.row(Conversation, case.conversation.id)).automation == "paused"
    back = await morag.submit(taken, "/hand-back")
    assert "Handed back. Blether answers again." in back.text
    assert (await world.row(Conversation, case.conversation.id)).automation == "on"
    assert "Handed back" not in (await morag.get("/staff/")).text.replace("Handed back to", "")


async def test_second_person_is_told_who_has_it_and_asked(world: World, morag: PageClient) -> None:
    case = world.near.jean
    await morag.submit(await morag.get(case.path), "/take-over")
    world.client.session.cookie_jar.clear()
    await morag.sign_in(world.near.manager.email, PASSWORD)
    refused = await morag.submit(await morag.get(case.path), "/take-over", status=409)
    assert "Morag of Near has this conversation since" in refused.text
    assert (await world.row(Conversation, case.conversation.id)).owner_id == world.near.worker.id
    form = next(one for one in refused.forms() if one.fields.get("anyway"))
    forced = await morag.post(form.action, form.fields)
    assert "You have this conversation" in forced.text
    assert (await world.row(Conversation, case.conversation.id)).owner_id == world.near.manager.id


async def test_what_is_half_typed_goes_along_when_a_conversation_is_taken_over(
    world: World, morag: PageClient
) -> None:
    words, case = "I am on my way to you,\nMorag", world.near.jean
    taken = await morag.submit(await morag.get(case.path), "/take-over", text=words)
    assert "You have this conversation" in taken.text
    assert taken.form("/reply").fields["text"].strip() == words
    async with world.db.begin() as uow:
        conversation = await uow.conversations.get(case.conversation.id)
        assert conversation is not None
        conversation.owner_id = world.near.manager.id
    refused = await morag.submit(taken, "/reply", status=409, text=words)
    taken = await morag.submit(refused, "/take-over")
    assert taken.form("/reply").fields["text"].strip() == words
    assert (await world.row(Conversation, case.conversation.id)).owner_id == world.near.worker.id


async def test_reply_is_queued_counted_and_takes_over(world: World, morag: PageClient) -> None:
    case = world.near.jean
    page = await morag.get(case.path)
    sent = await morag.submit(page, "/reply", text="Hi Jean, I'll ring you at 2 today. Morag")
    assert "Your text is on its way" in sent.text
    assert "waiting to be sent" in sent.text
    async with world.db.read() as uow:
        message = await uow.session.scalar(select(Message).where(Message.direction == "out"))
        assert message is not None
        assert await uow.outbox.get(message.id) is not None
    assert (message.author, message.kind, message.segments) == ("staff", "staff", 1)
    assert (await world.row(Conversation, case.conversation.id)).owner_id == world.near.worker.id
    assert world.woken


async def test_segments_are_counted_before_sending_without_javascript(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    text = "Zażółć gęślą jaźń " * 5
    counted = await morag.submit(page, "/reply", text=text, preview="yes")
    assert "2 segments" in counted.text and "hold 70 instead of 160" in counted.text
    assert counted.form("/reply").fields["text"].strip() == text.strip()
    async with world.db.read() as uow:
        assert await uow.session.scalar(select(Message).where(Message.direction == "out")) is None


async def test_refused_reply_keeps_what_was_written(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        await make.an_opt_out(uow, patient=world.near.jean.patient)
    refused = await morag.submit(page, "/reply", text="Hello", status=409)
    assert "This person asked for no more texts" in refused.text


async def test_nobody_is_texted_at_a_number_that_gets_no_texts(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    async with world.db.begin() as uow:
        jean = await uow.session.get_one(Patient, world.near.jean.patient.id)
        jean.unreachable_reason = "21211"
    refused = await morag.submit(page, "/reply", text="Hello", status=409)
    assert "Texts do not arrive at this number. Phone them, if that is safe." in refused.text
    assert "What you wrote, which was not sent Hello" in refused.text
    opened = await morag.get(world.near.jean.path)
    assert "If they give you another number, put it in here" in opened.text
    assert "text" not in opened.form("/reply").fields


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "Nothing can be sent. Please phone."),
        ({"safe_to_call": "sometimes"}, "Phone only at the times that they said are safe."),
        ({"safe_to_call": "no"}, "Do not phone: it is not safe."),
        ({"channel": "web", "contact": PhoneNumber("web:x")}, "There is no number to phone."),
    ],
)
async def test_nobody_is_told_to_phone_where_that_is_not_safe_or_not_possible(
    world: World, morag: PageClient, change: dict[str, Any], says: str
) -> None:
    async with world.db.begin() as uow:
        jean = await uow.session.get_one(Patient, world.near.jean.patient.id)
        await make.an_opt_out(uow, patient=jean)
        for name, value in change.items():
            setattr(jean, name, value)
    page = await morag.get(world.near.jean.path)
    assert page.text.count(says.removeprefix("Nothing can be sent. ")) == 2
    assert says in page.text
    assert change == {} or "Please phone." not in page.text


async def test_note_is_kept_and_shown_to_the_team(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    noted = await morag.submit(page, "/note", note="Left a card at the desk")
    assert "Note by Morag of Near" in noted.text and "Left a card at the desk" in noted.text
    async with world.db.read() as uow:
        note = await uow.session.scalar(select(Note))
    assert note is not None and note.kind == "note"


async def test_closing_says_with_what_outcome(world: World, morag: PageClient) -> None:
    page = await morag.get(world.near.jean.path)
    closed = await morag.submit(page, "/close", outcome="helped")
    assert "This referral is closed (Helped)" in closed.text
    assert (await world.row(Referral, world.near.jean.referral.id)).outcome == "helped"


async def test_no_outcome_and_no_call_is_kept_that_nobody_chose(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    refused = await morag.submit(page, "/close", status=409)
    assert "Nothing was saved or sent. Choose an outcome." in refused.text
    refused = await morag.submit(refused, "/calls", status=409, call_note="Rang at ten")
    assert "Choose how the call went." in refused.text and "Rang at ten" in refused.text
    referral = await world.row(Referral, world.near.jean.referral.id)
    assert (referral.status, referral.outcome) != ("closed", "helped")
    assert referral.first_human_at is None


@pytest.mark.parametrize(
    ("button", "fields", "wrong", "shut_in"),
    [
        ("/reply", {}, "text", None),
        ("/note", {}, "note", "add-note"),
        ("/calls", {}, "call-outcome", "call"),
        ("/calls", {"call_outcome": "reached", "call_minutes": "ten"}, "call-minutes", "call"),
        ("/close", {}, "outcome", "close"),
    ],
)
async def test_what_was_not_filled_in_is_linked_and_said_beside_its_field(
    world: World,
    morag: PageClient,
    button: str,
    fields: dict[str, str],
    wrong: str,
    shut_in: str | None,
) -> None:
    """The page is long: who works by keyboard, or by ear, must not look for the field."""
    page = await morag.get(world.near.jean.path)
    refused = await morag.submit(page, button, status=409, **fields)
    assert 'data-module="nhsuk-error-summary"' in refused.html
    assert f'href="#{wrong}"' in refused.html
    assert f'id="{wrong}-error"' in refused.html
    assert refused.html.count("nhsuk-error-message") == 1
    assert shut_in is None or f'id="{shut_in}" open' in refused.html


async def test_booking_moving_and_cancelling_from_free_times(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, name="Ina Minute")
    page = await morag.get(case.path)
    booked = await morag.submit(page, f"{case.referral.id}/appointments")
    assert "Appointment booked" in booked.text
    async with world.db.read() as uow:
        visit = await uow.session.scalar(
            select(Appointment).where(Appointment.referral_id == case.referral.id)
        )
    assert visit is not None and visit.status == "booked" and visit.source == "staff"
    moved = await morag.submit(booked, "/move")
    again = await world.row(Appointment, visit.id)
    assert again.starts_at != visit.starts_at and again.version == 2
    form = moved.form("/status")
    cancelled = await morag.post(form.action, {**form.fields, "status": "cancelled"})
    assert "Appointment cancelled" in cancelled.text
    assert (await world.row(Appointment, visit.id)).status == "cancelled"


async def test_time_that_was_just_taken_is_refused_kindly(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        first = await a_case(uow, world.near.practice, name="First Come")
        second = await a_case(uow, world.near.practice, name="Second Late")
    page_of_first = await morag.get(first.path)
    page_of_second = await morag.get(second.path)
    await morag.submit(page_of_first, f"{first.referral.id}/appointments")
    refused = await morag.submit(page_of_second, f"{second.referral.id}/appointments", status=409)
    assert "That time has just been taken" in refused.text


async def test_how_to_text_somebody_is_set_by_a_person(world: World, morag: PageClient) -> None:
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice)
        case.patient.scheduled_texts_held = True
    page = await morag.get(case.path)
    form = page.form("/texting")
    assert form.fields["scheduled_texts_held"] == "yes"
    fields = {**form.fields, "safe_to_text": "sometimes", "neutral_wording": "yes"}
    del fields["scheduled_texts_held"]
    saved = await morag.post(form.action, fields)
    assert "Take care how you make contact" in saved.text
    patient = await world.row(Patient, case.patient.id)
    assert (patient.safe_to_text, patient.neutral_wording) == ("sometimes", True)
    assert patient.scheduled_texts_held is False


async def test_nothing_planned_goes_to_a_phone_that_staff_say_is_not_safe(
    world: World, morag: PageClient
) -> None:
    """Nobody ticks a box more while somebody tells them why."""
    page = await morag.get(world.near.jean.path)
    form = page.form("/texting")
    assert {"scheduled_texts_held", "neutral_wording"}.isdisjoint(form.fields)
    for _ in ("pressed", "pressed twice"):
        saved = await morag.post(form.action, {**form.fields, "safe_to_text": "no"})
        assert "reminders and check-ins held" in saved.text
    patient = await world.row(Patient, world.near.jean.patient.id)
    assert (patient.scheduled_texts_held, patient.neutral_wording) == (True, True)


async def test_summary_can_be_copied_and_says_no_known_risks(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    start = page.html.index('id="summary"')
    summary = page.html[start : page.html.index("</textarea>", start)]
    assert "Jean Broon, born 14 February 1951" in summary
    assert "energy, housing" in summary
    assert "no known risks" in summary


async def test_delivery_state_and_reason_stand_under_each_text(
    world: World, morag: PageClient
) -> None:
    async with world.db.begin() as uow:
        await make.a_message(
            uow,
            conversation=world.near.jean.conversation,
            direction="out",
            text=PatientText("Hello"),
            status="undelivered",
            reason="30003",
        )
    page = await morag.get(world.near.jean.path)
    assert "not delivered: The phone is switched off or out of reach." in page.text
    queue = await morag.get("/staff/messages?status=failed")
    assert "The phone is switched off or out of reach." in queue.text


async def test_markup_in_a_text_is_shown_and_never_run(world: World, morag: PageClient) -> None:
    nasty = '<img src=x onerror="alert(1)"> {{ 7*7 }}'
    async with world.db.begin() as uow:
        case = await a_case(uow, world.near.practice, words=nasty)
    page = await morag.get(case.path)
    assert "<img src=x" not in page.html
    assert "{{ 7*7 }}" in page.html


async def test_form_without_the_sessions_token_changes_nothing(
    world: World, morag: PageClient
) -> None:
    case = world.near.jean
    await morag.post(case.path + "/take-over", {}, status=403)
    await morag.post(case.path + "/take-over", {"csrf": "forged"}, status=403)
    assert (await world.row(Conversation, case.conversation.id)).owner_id is None


async def test_form_from_another_site_is_refused(world: World, morag: PageClient) -> None:
    form = (await morag.get(world.near.jean.path)).form("/take-over")
    answer = await world.client.post(
        form.action, data=form.fields, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status == 403


async def test_a_closed_referral_says_so_and_names_the_visit_that_is_still_booked(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    assert "Their visit stays booked" in page.text
    closed = await morag.submit(page, "/close", outcome="helped")
    assert "This referral is closed: helped. If they write again, a new one begins." in closed.text
    assert "The visit below is still booked." in closed.text
    assert "Nobody has this conversation" not in closed.text


async def test_who_is_assigned_but_has_not_taken_over_reads_both(
    world: World, morag: PageClient
) -> None:
    page = await morag.get(world.near.jean.path)
    page = await morag.submit(page, "/assign", to=world.near.worker.id)
    assert "It is assigned to you. Nobody has taken it over yet." in page.text


async def test_other_referrals_of_the_same_person_are_a_link_away(
    world: World, morag: PageClient
) -> None:
    jean = world.near.jean
    assert "Their other referrals" not in (await morag.get(jean.path)).text
    async with world.db.begin() as uow:
        ended = await make.a_conversation(uow, patient=jean.patient, is_live=False)
        before = await make.a_referral(uow, conversation=ended, status="closed", outcome="helped")
    page = await morag.get(jean.path)
    assert "Their other referrals" in page.text and "closed: helped" in page.text
    assert f'href="/staff/referrals/{before.id}"' in page.html
    assert jean.path in (await morag.get(f"/staff/referrals/{before.id}")).html
