"""An old signed request that is sent again, by whoever kept it, changes nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from actions.basis.work import Work
from actions.privacy.erase_patient import erase_patient
from storage.models import Appointment, Audit, Message, Outbox, Patient, Timer, TurnEvents
from tests.security.conftest import PRACTICE_PHONE, PUBLIC_URL, House
from tests.standin.twilio import ACCOUNT_SID, AUTH_TOKEN, sign

PHONE = "+447700900131"
OLD_SID = f"SM{2:032x}"
MERGED = (
    ({"MessageSid": f"{OLD_SID}NumMedia0"}, ("NumMedia",)),
    ({"MessageSid": f"{OLD_SID}NumMedia0OptOutTypeSTOP"}, ("NumMedia", "OptOutType")),
    ({"NumMedia": f"0OptOutTypeSTOPSmsSid{OLD_SID}"}, ("OptOutType", "SmsSid")),
)
COUNTED = (Message, Outbox, Patient, Timer, TurnEvents, Appointment, Audit)


async def counts(house: House) -> dict[str, int]:
    async with house.parts.db.read() as uow:
        return {
            each.__tablename__: await uow.session.scalar(select(func.count()).select_from(each))
            or 0
            for each in COUNTED
        }


async def is_out(house: House) -> bool:
    async with house.parts.db.read() as uow:
        patient = await uow.patients.by_contact(house.near.practice.id, PHONE)
        return patient is not None and await uow.opt_outs.is_out(patient.id)


async def test_a_text_sent_again_days_later_has_no_second_effect(house: House) -> None:
    said = ("nae money for the rent", "aye", "i dont want to be here any more")
    for number, text in enumerate(said):
        await house.texts(PHONE, text, f"IN{number:032d}")
        await house.parts.deliverer.run_once()
    before, sent = await counts(house), house.standin.to(PHONE)
    house.clock.advance(timedelta(days=2))

    for _ in range(3):
        for number, text in enumerate(said):
            assert await house.texts(PHONE, text, f"IN{number:032d}") == 200
    await house.parts.deliverer.run_once()

    assert await counts(house) == before
    assert house.standin.to(PHONE) == sent


async def test_an_old_stop_sent_again_does_not_undo_a_later_start(house: House) -> None:
    await house.texts(PHONE, "hello", f"IN{1:032d}")
    await house.texts(PHONE, "STOP", f"IN{2:032d}", OptOutType="STOP")
    assert await is_out(house)
    await house.texts(PHONE, "START", f"IN{3:032d}", OptOutType="START")
    assert not await is_out(house)

    assert await house.texts(PHONE, "STOP", f"IN{2:032d}", OptOutType="STOP") == 200
    assert not await is_out(house)
    assert await house.texts(PHONE, "START", f"IN{3:032d}", OptOutType="START") == 200


async def test_a_text_of_somebody_erased_does_not_bring_them_back(house: House) -> None:
    await house.texts(PHONE, "nae money for the rent", f"IN{1:032d}")
    async with house.parts.db.begin() as uow:
        practice = await uow.practices.get(house.near.practice.id)
        assert practice is not None
        work = Work(uow=uow, now=house.clock.now(), practice=practice, actor="system")
        await erase_patient(work, PHONE)
    before = await counts(house)

    assert await house.texts(PHONE, "nae money for the rent", f"IN{1:032d}") == 200
    assert await counts(house) == before


async def test_old_receipts_sent_again_in_any_order_move_nothing_back(house: House) -> None:
    await house.texts(PHONE, "nae money for the rent", f"IN{1:032d}")
    await house.parts.deliverer.run_once()
    async with house.parts.db.read() as uow:
        text = (
            await uow.session.scalars(
                select(Message).where(Message.provider == "twilio", Message.direction == "out")
            )
        ).first()
    assert text is not None
    assert text.provider_id is not None

    async def receipt(status: str) -> int:
        form = {"MessageSid": text.provider_id or "", "AccountSid": ACCOUNT_SID}
        form |= {"MessageStatus": status}
        return await house.signed("status", form, f"?message={text.id}")

    async def kept() -> str:
        async with house.parts.db.read() as uow:
            found = await uow.messages.get(text.id)
        assert found is not None
        return found.status

    for status in ("sent", "delivered"):
        assert await receipt(status) == 200
    before = await counts(house)
    for status in ("queued", "sent", "undelivered", "failed", "delivered") * 2:
        assert await receipt(status) == 200
    assert await kept() == "delivered"
    assert await counts(house) == before


async def test_a_signature_is_for_one_text_to_one_webhook(house: House) -> None:
    """Other words, another webhook or another address under the same signature are refused."""
    from tests.security.conftest import PRACTICE_PHONE, PUBLIC_URL
    from tests.standin.twilio import AUTH_TOKEN, sign

    form = {"MessageSid": f"IN{1:032d}", "AccountSid": ACCOUNT_SID, "From": PHONE, "Body": "hello"}
    form |= {"To": PRACTICE_PHONE, "NumMedia": "0"}
    path = "/webhooks/twilio/messages"
    headers = {"X-Twilio-Signature": sign(AUTH_TOKEN, PUBLIC_URL + path, form.items())}
    others = (
        (path, form | {"Body": "STOP"}),
        (path, form | {"MessageSid": f"IN{2:032d}"}),
        (path + "?x=1", form),
        ("/webhooks/twilio/status", form),
    )
    for address, fields in others:
        async with house.client.post(address, data=fields, headers=headers) as answer:
            assert answer.status == 403, address
    async with house.client.post(path, data=form, headers=headers) as answer:
        assert answer.status == 200, "and the one that it is for is taken"


async def test_fields_that_are_run_together_make_no_new_text_of_an_old_one(house: House) -> None:
    """Twilio signs names and values without anything between them."""
    old = {
        "AccountSid": ACCOUNT_SID,
        "Body": "STOP",
        "From": PHONE,
        "MessageSid": OLD_SID,
        "NumMedia": "0",
        "OptOutType": "STOP",
        "SmsSid": OLD_SID,
        "To": PRACTICE_PHONE,
    }
    await house.texts(PHONE, "hello", f"SM{1:032x}")
    assert await house.signed("messages", old) == 200
    assert await is_out(house)
    await house.texts(PHONE, "START", f"SM{3:032x}", OptOutType="START")
    before = await counts(house)

    for changed, gone in MERGED:
        form = {name: value for name, value in (old | changed).items() if name not in gone}
        path = "/webhooks/twilio/messages"
        headers = {"X-Twilio-Signature": sign(AUTH_TOKEN, PUBLIC_URL + path, old.items())}
        async with house.client.post(path, data=form, headers=headers) as answer:
            assert answer.status == (400 if "MessageSid" in changed else 200)
        assert not await is_out(house)
        assert await counts(house) == before
