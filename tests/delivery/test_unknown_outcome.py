"""Whether the carrier took a text is not known: it is found out before anything is sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery import departure
from bot.delivery.carriers import local_carriers
from tests.builders import an_opt_out
from tests.delivery.conftest import Post, carrier_to
from tests.standin.twilio import Step
from tests.support.claiming import claim_all
from tests.support.outbox import due_count, restless_count


@pytest.mark.parametrize("how", ["hang", "cut"])
async def test_a_text_whose_answer_was_lost_is_found_and_not_sent_again(
    post: Post, how: str
) -> None:
    post.standin.script(post.phone, Step(how=how))  # type: ignore[arg-type]
    message_id = await post.queue()
    impatient = carrier_to(post.standin, total_seconds=0.5)
    await post.send(carriers=local_carriers(impatient))
    await impatient.close()
    assert (await post.message(message_id)).status == "sending"
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Hello"]
    assert (await post.message(message_id)).provider_id == post.standin.texts[0].sid


async def test_a_text_that_the_carrier_never_had_is_sent_after_looking(post: Post) -> None:
    post.standin.script(post.phone, Step(how="drop"))
    message_id = await post.queue()
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Hello"]
    assert post.standin.lookups == 1
    assert (await post.message(message_id)).status == "sent"


async def test_a_worker_that_died_after_handing_over_leaves_no_second_text(post: Post) -> None:
    message_id = await post.queue()
    dead = post.worker()
    async with post.database.begin() as uow:
        await claim_all(uow, post.clock.now(), 10, 60, dead.worker)
    async with post.database.begin() as uow:
        leaving = await departure.begin(uow, message_id, worker=dead.worker, now=post.clock.now())
    assert leaving is not None
    await post.carrier.send(leaving.outgoing)  # and here the process is killed
    await post.send()
    assert post.texts == ["Hello"]
    post.clock.advance(timedelta(seconds=61))
    await post.send()
    assert post.texts == ["Hello"]
    assert (await post.message(message_id)).status == "sent"


async def test_a_worker_that_died_before_handing_over_loses_no_text(post: Post) -> None:
    await post.queue()
    async with post.database.begin() as uow:
        await claim_all(uow, post.clock.now(), 10, 60, "dead")
    post.clock.advance(timedelta(seconds=61))
    await post.send()
    assert post.texts == ["Hello"]
    assert post.standin.lookups == 0  # it was claimed, and nothing else


async def test_a_text_that_was_only_claimed_takes_no_other_of_the_same_words_for_itself(
    post: Post,
) -> None:
    """Two crisis texts do not wait for each other, and may say the same."""
    claimed = await post.queue(kind="crisis")
    async with post.database.begin() as uow:
        await claim_all(uow, post.clock.now(), 10, 60, "dead")
    post.standin.script(post.phone, Step(how="cut"))
    taken = await post.queue(kind="crisis")
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert [text.message_id for text in post.standin.texts] == [taken, claimed]
    for text in post.standin.texts:
        assert (await post.message(text.message_id)).provider_id == text.sid


async def test_of_two_equal_texts_of_unknown_outcome_the_phone_gets_two(post: Post) -> None:
    """The carrier took one of them, and nobody can tell which: ADR 0020."""
    ids = []
    for step in (Step(how="drop"), Step(how="cut")):
        post.standin.script(post.phone, step)
        ids.append(await post.queue(kind="crisis"))
        await post.send()
    assert post.texts == ["Hello"]
    for _ in range(3):  # who loses the race for the one id looks again when its lease is over
        post.clock.advance(timedelta(minutes=5))
        await post.send()
    assert post.texts == ["Hello", "Hello"]
    messages = [await post.message(each) for each in ids]
    assert [each.status for each in messages] == ["sent", "sent"]
    assert {each.provider_id for each in messages} == {text.sid for text in post.standin.texts}


async def test_until_it_was_looked_up_a_text_is_not_at_rest(post: Post) -> None:
    """Nothing is due meanwhile, and still an equal text may have its id."""
    post.standin.script(post.phone, Step(how="cut"))
    await post.queue(kind="crisis")
    await post.send()
    counts = []
    for _ in range(2):
        async with post.database.read() as uow:
            now = post.clock.now()
            counts.append((await due_count(uow, now), await restless_count(uow, now)))
        post.clock.advance(timedelta(minutes=5))
        await post.send()
    assert counts == [(0, 1), (0, 0)]


async def test_what_the_number_on_duty_waits_for_holds_up_nothing_to_the_person(post: Post) -> None:
    post.standin.script(post.phone, Step(how="drop"))
    await post.queue("To the one on duty", kind="duty")
    await post.send()
    await post.queue("To the person")
    await post.send()
    assert post.texts == ["To the person"]


async def test_a_worker_that_lost_its_lease_does_not_send(post: Post) -> None:
    message_id = await post.queue()
    async with post.database.begin() as uow:
        await claim_all(uow, post.clock.now(), 10, 60, "slow")
    post.clock.advance(timedelta(seconds=61))
    await post.send()
    async with post.database.begin() as uow:
        now = post.clock.now()
        assert await departure.begin(uow, message_id, worker="slow", now=now) is None


async def test_the_second_of_two_equal_texts_is_not_taken_for_the_first(post: Post) -> None:
    await post.queue("Same words")
    await post.send()
    post.standin.script(post.phone, Step(how="drop"))
    await post.queue("Same words")
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Same words", "Same words"]


async def test_while_the_carrier_cannot_be_asked_nothing_is_sent_again(post: Post) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue()
    await post.send()
    post.standin.are_lookups_down = True
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert (await post.message(message_id)).status == "sending"
    post.standin.are_lookups_down = False
    post.clock.advance(timedelta(hours=1))
    await post.send()
    assert post.texts == ["Hello"]


async def test_a_text_of_unknown_outcome_that_grows_too_old_says_so(post: Post) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue(expires_at=post.clock.now() + timedelta(hours=1))
    await post.send()
    post.clock.advance(timedelta(hours=2))
    await post.send()
    assert (await post.message(message_id)).status == "unknown"
    assert await post.attention() == "delivery_failed"


async def test_a_text_of_unknown_outcome_that_may_not_be_tried_again_brings_a_person(
    post: Post,
) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue(kind="reminder")
    await post.send()
    async with post.database.begin() as uow:
        patient = await uow.patients.get(post.patient_id)
        assert patient is not None
        await an_opt_out(uow, patient=patient)
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    message = await post.message(message_id)
    assert (message.status, message.reason) == ("unknown", "opted_out")
    assert await post.attention() == "delivery_failed"


async def test_where_the_carrier_keeps_no_words_nothing_goes_twice_and_a_person_is_told(
    post: Post,
) -> None:
    await post.queue("An earlier text, whose id is known")
    await post.send()
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue("Your chat is on Friday at 10am")
    await post.send()
    for text in post.standin.texts:
        text.is_redacted = True
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert await post.attention() is None
    post.clock.advance(timedelta(hours=24))
    await post.send()
    assert post.texts[1:] == ["Your chat is on Friday at 10am"]
    assert (await post.message(message_id)).status == "unknown"
    assert await post.attention() == "delivery_failed"


async def test_without_words_a_text_that_never_left_still_leaves(post: Post) -> None:
    await post.queue("An earlier text, whose id is known")
    await post.send()
    post.standin.last(post.phone).is_redacted = True
    post.standin.script(post.phone, Step(how="drop"))
    await post.queue("Your chat is on Friday at 10am")
    await post.send()
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts[1:] == ["Your chat is on Friday at 10am"]


async def test_a_new_number_of_the_practice_hides_nothing(post: Post) -> None:
    post.standin.script(post.phone, Step(how="cut"))
    message_id = await post.queue("Your chat is on Friday")
    await post.send()
    async with post.database.begin() as uow:
        practice = await uow.practices.get(post.practice_id)
        assert practice is not None
        practice.phone = "+447700900009"
    post.clock.advance(timedelta(minutes=5))
    await post.send()
    assert post.texts == ["Your chat is on Friday"]
    assert (await post.message(message_id)).status == "sent"
