"""The number on duty is told of danger: by text, at any hour, without a word of the patient."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from actions.basis.reference import reference_of
from actions.basis.work import Work
from actions.intake.flag_risk import flag_risk
from actions.texts.tell_duty import UNSEEN_RISK
from bot.clock import ManualClock
from bot.delivery.carrier import Found, Outcome, Outgoing, Refused, Sent
from bot.delivery.deliver import Deliverer
from bot.delivery.pace import Pace
from bot.exchange.engine import Engine
from bot.exchange.executor import Executor
from bot.exchange.library import Library
from bot.timers.speaker import EngineSpeaker
from bot.understanding import Detection, Risk
from storage.models import Message, Patient
from tests.builders import a_conversation, a_message, a_patient, an_outbox_row
from tests.support.claiming import claim_all
from tests.support.world import the_flows
from tests.timers.conftest import Desk

DUTY = "+447700900002"
WORDS = "nae point being here any more"
SATURDAY_NIGHT = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)


class Phone:
    """What would have gone on the air; refuses with `code` while there is one."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.code: str | None = None

    async def send(self, outgoing: Outgoing) -> Outcome:
        if self.code is not None:
            return Refused(code=self.code)
        self.sent.append(outgoing)
        return Sent(provider_id=f"SM{len(self.sent)}")

    async def find(self, outgoing: Outgoing) -> Found:
        return Found()


def real_words() -> EngineSpeaker:
    library = Library(the_flows(), needs_flow="self_referral")
    return EngineSpeaker(Engine(library, Executor([], timeout_seconds=1), draw=lambda: 0.0))


async def with_duty_number(desk: Desk, number: str = DUTY, *, channel: str = "sms") -> None:
    async with desk.database.begin() as uow:
        practice = await uow.practices.get(desk.practice_id)
        patient = await uow.patients.get(desk.patient_id)
        assert practice is not None and patient is not None
        practice.phone = "+447700900001"
        practice.settings = practice.settings.model_copy(update={"duty_phone": number})
        patient.channel = channel  # type: ignore[assignment]
    desk.speaker = real_words()  # type: ignore[assignment]


async def writes_of_danger(desk: Desk, risk: Risk = "crisis") -> None:
    """As in a turn: the message is kept and the flag is raised."""
    async with desk.database.begin() as uow:
        thread = await uow.conversations.with_patient_and_referral(desk.conversation_id)
        practice = await uow.practices.get(desk.practice_id)
        assert thread is not None and practice is not None
        patient, conversation, referral = thread
        message = await a_message(uow, conversation=conversation, at=desk.clock.now())
        await flag_risk(
            Work(uow=uow, now=desk.clock.now(), practice=practice, actor="system"),
            patient,
            referral,
            message_id=message.id,
            text=WORDS,
            detection=Detection(risk=risk),
            at=desk.clock.now(),
        )


async def delivers(desk: Desk, phone: Phone) -> None:
    deliverer = Deliverer(
        database=desk.database, carriers={"twilio": phone}, clock=desk.clock, pace=Pace(1000)
    )
    while await deliverer.run_once():
        pass


async def looks(desk: Desk) -> None:
    async with desk.database.begin() as uow:
        await uow.risk_flags.mark_seen(desk.referral_id, desk.worker_id, desk.clock.now())


async def on_duty(desk: Desk) -> tuple[list[Patient], list[Message]]:
    async with desk.database.read() as uow:
        everybody = await uow.patients.of_practice(desk.practice_id)
        contacts = [one for one in everybody if one.contact.startswith("duty:")]
        texts = [text for one in contacts for text in await uow.messages.of_patient(one.id)]
    return contacts, texts


def told(phone: Phone) -> Iterable[str]:
    return [text.text for text in phone.sent]


async def test_danger_at_night_is_told_at_once_and_without_a_word_of_the_person(
    desk: Desk, clock: ManualClock
) -> None:
    phone = Phone()
    await with_duty_number(desk)
    clock.advance(SATURDAY_NIGHT - clock.now())
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    await delivers(desk, phone)
    (text,) = phone.sent
    assert (text.to, text.from_number) == (DUTY, "+447700900001")
    assert "may be in danger" in text.text and "Dalwhinnie Medical Practice" in text.text
    assert f"(ref {reference_of(desk.referral_id)})" in text.text
    for private in ("Jean", "Broon", "7700", "point", "1951", desk.patient_id):
        assert private not in text.text


async def test_it_is_told_once_for_the_danger_and_once_more_when_nobody_looked(desk: Desk) -> None:
    phone = Phone()
    await with_duty_number(desk)
    await writes_of_danger(desk)
    for minutes in (1, 1, 13, 15, 60, 600):
        await desk.after(minutes=minutes)
        await delivers(desk, phone)
    first, second = told(phone)
    assert "crisis lines" in first
    assert "nobody has looked for 0 h 15 min" in second
    async with desk.database.read() as uow:
        trail = await uow.audit.of_subject("referral", desk.referral_id)
    actions = sorted(row.action for row in trail)
    assert actions == ["duty_told", "duty_told", "risk_escalated", "risk_flagged"]


async def test_a_second_danger_is_told_again_though_the_first_still_stands(desk: Desk) -> None:
    phone = Phone()
    await with_duty_number(desk)
    for _ in range(2):
        await writes_of_danger(desk)
        await desk.after(seconds=5)
        await delivers(desk, phone)
    assert len(phone.sent) == 2
    contacts, _ = await on_duty(desk)
    assert len(contacts) == 1


async def test_who_looked_in_time_spares_the_number_on_duty(desk: Desk) -> None:
    phone = Phone()
    await with_duty_number(desk)
    await writes_of_danger(desk)
    await looks(desk)
    await desk.after(hours=2)
    await delivers(desk, phone)
    assert phone.sent == []


async def test_a_text_that_waited_for_the_carrier_does_not_leave_once_somebody_looked(
    desk: Desk,
) -> None:
    phone = Phone()
    phone.code = "20503"
    await with_duty_number(desk)
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    await delivers(desk, phone)
    phone.code = None
    await looks(desk)
    await desk.after(minutes=5)
    await delivers(desk, phone)
    assert phone.sent == []
    _, (text,) = await on_duty(desk)
    assert text.reason == "stale"


async def test_what_the_carrier_says_of_the_number_on_duty_changes_no_patient(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone()
    phone.code = "21610"  # the one who has it once wrote STOP
    await with_duty_number(desk)
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    await delivers(desk, phone)
    assert "the number on duty could not be told" in caplog.text
    async with desk.database.read() as uow:
        assert not await uow.opt_outs.is_out(desk.patient_id)
    # It is tried again with the next danger, whatever the carrier said of it.
    phone.code = None
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    await delivers(desk, phone)
    assert len(phone.sent) == 1


async def test_an_alert_that_grows_too_old_is_told_to_the_operator(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone()
    await with_duty_number(desk)
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    desk.clock.advance(timedelta(days=30))
    await delivers(desk, phone)
    assert phone.sent == []
    assert "the number on duty could not be told" in caplog.text


async def test_the_number_on_duty_stands_in_no_list_of_people(desk: Desk) -> None:
    await with_duty_number(desk)
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    (contact,), (text,) = await on_duty(desk)
    assert (text.kind, text.author, text.status) == ("duty", "system", "queued")
    async with desk.database.read() as uow:
        outbox = await uow.outbox.get(text.id)
        referrals = await uow.referrals.of_conversation(text.conversation_id)
        same = await uow.patients.by_contact(desk.practice_id, DUTY)
    assert outbox is not None and outbox.owner_type == UNSEEN_RISK
    assert referrals is None
    assert same is None, "a patient with that number would be taken for the one on duty"
    assert contact.name is not None


@pytest.mark.parametrize(("written", "is_told"), [("07700 900002", True), ("ask Morag", False)])
async def test_the_number_may_be_written_as_people_write_it(
    desk: Desk, written: str, is_told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone()
    await with_duty_number(desk, written)
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    await delivers(desk, phone)
    assert [text.to for text in phone.sent] == ([DUTY] if is_told else [])
    assert ("no telephone number" in caplog.text) is not is_told


async def test_without_a_number_nothing_is_texted_and_the_log_has_it(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone()
    await with_duty_number(desk, "")
    await writes_of_danger(desk)
    await desk.after(minutes=15)
    await delivers(desk, phone)
    assert phone.sent == []
    assert "not been seen in time" in caplog.text


async def test_a_pretend_danger_rings_no_real_phone(desk: Desk) -> None:
    phone = Phone()
    await with_duty_number(desk, channel="simulator")
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    await delivers(desk, phone)
    assert phone.sent == []
    _, (text,) = await on_duty(desk)
    assert text.provider == "simulator"


async def reminders_are_due(desk: Desk, count: int) -> None:
    async with desk.database.begin() as uow:
        practice = await uow.practices.get(desk.practice_id)
        for _ in range(count):
            someone = await a_patient(uow, practice=practice)
            conversation = await a_conversation(uow, patient=someone)
            reminder = await a_message(
                uow, conversation=conversation, direction="out", kind="reminder"
            )
            await an_outbox_row(uow, message=reminder, not_before=desk.clock.now())


async def test_danger_goes_first_then_answers_then_what_we_began_ourselves(desk: Desk) -> None:
    await with_duty_number(desk)
    await reminders_are_due(desk, 3)
    desk.clock.advance(timedelta(seconds=1))
    async with desk.database.begin() as uow:
        practice = await uow.practices.get(desk.practice_id)
        conversation = await a_conversation(uow, patient=await a_patient(uow, practice=practice))
        answer = await a_message(uow, conversation=conversation, direction="out", kind="reply")
        await an_outbox_row(uow, message=answer, not_before=desk.clock.now())
    await writes_of_danger(desk)
    await desk.after(seconds=5)
    kinds = []
    async with desk.database.begin() as uow:
        for _ in range(5):
            (row,) = await claim_all(uow, desk.clock.now(), 1, 60, "a worker")
            kinds.append(row.kind)
    assert kinds == ["duty", "reply", "reminder", "reminder", "reminder"]


async def test_the_number_on_duty_hears_how_long_danger_stood_and_not_what_was_urgent_before(
    desk: Desk,
) -> None:
    phone = Phone()
    await with_duty_number(desk)
    await writes_of_danger(desk, "urgent")
    await desk.after(days=2)
    await delivers(desk, phone)
    assert phone.sent == []
    await writes_of_danger(desk)
    for minutes in (1, 15):
        await desk.after(minutes=minutes)
        await delivers(desk, phone)
    assert "0 h 16 min" in phone.sent[-1].text
    async with desk.database.read() as uow:
        flags = await uow.risk_flags.of_referral(desk.referral_id)
    assert {flag.level for flag in flags if flag.escalated_at is not None} == {"crisis"}


async def test_after_an_outage_danger_is_told_before_all_that_is_overdue(desk: Desk) -> None:
    await with_duty_number(desk)
    for number in range(5):
        owner = ("conversation", desk.conversation_id)
        await desk.set("handed_back", *owner, timedelta(0), key=str(number))
    desk.clock.advance(timedelta(hours=1))
    await writes_of_danger(desk)
    assert await desk.sweep().run_once(limit=1) == 1
    _, texts = await on_duty(desk)
    assert len(texts) == 1
