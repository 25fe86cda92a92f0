"""The checker sees what it is there to see: each broken promise, staged, is found and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.private import PatientText
from tests.faults.kept import Kept, all_that_is_kept
from tests.faults.reconcile import reconcile
from tests.faults.replicas import MORNING, Replicas, replicas
from tests.standin.texts import Text

PHONE = "+447700900801"


def send_the_last_once_more(town: Replicas) -> None:
    town.standin.texts.append(replace(town.standin.texts[-1], sid="SMtwice"))


def lose_the_last(town: Replicas) -> None:
    town.standin.texts.pop()


def forget_what_was_said(town: Replicas) -> None:
    town.patients.told.begin(PHONE, "hello", "SMlost").acknowledged = 1.0


def make_up_a_text(town: Replicas) -> None:
    town.patients.told.words.pop()


def send_by_night(town: Replicas) -> None:
    town.standin.texts[-1].created_at = datetime(2026, 11, 25, 3, tzinfo=UTC)


def change_the_words(town: Replicas) -> None:
    town.standin.texts[-1].body = "something else"


def send_after_stop(town: Replicas) -> None:
    stop = town.patients.told.words[-1]
    stop.text, stop.acknowledged = "STOP", stop.sent


STAGED: list[tuple[Callable[[Replicas], None], str]] = [
    (send_the_last_once_more, "repeated"),
    (lose_the_last, "lost"),
    (forget_what_was_said, "lost"),
    (make_up_a_text, "repeated"),
    (send_by_night, "out_of_hours"),
    (change_the_words, "lost"),
    (send_after_stop, "after_stop"),
]


@pytest.mark.parametrize(
    ("stage", "count"), STAGED, ids=lambda value: getattr(value, "__name__", value)
)
async def test_a_broken_promise_is_found(
    sqlite_url: str, tmp_path: Path, stage: Callable[[Replicas], None], count: str
) -> None:
    async with replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town:
        await town.patients.say(PHONE, "need a food bank")
        sound = await town.settle()
        assert sound.faults == []
        stage(town)
        broken = await town.account()
    assert getattr(broken, count) >= 1
    assert broken.faults


def exchange_two(town: Replicas, kept: Kept) -> None:
    """The first two texts say the same, and each is held by the other's message."""
    one, two = kept.outgoing[:2]
    for message in (one, two):
        message.text = PatientText("the same")
    for text in town.standin.texts:
        if text.sid in (one.provider_id, two.provider_id):
            text.body = "the same"
    one.provider_id, two.provider_id = two.provider_id, one.provider_id


def leave_it_so(town: Replicas, kept: Kept) -> None:
    pass


def learn_not_how_one_ended(town: Replicas, kept: Kept) -> None:
    """The second took the first one's id, and nobody holds its own."""
    one = kept.outgoing[0]
    one.status, one.provider_id = "unknown", None
    kept.attention[one.conversation_id] = "texts_fail"


def learn_not_and_send_once_more(town: Replicas, kept: Kept) -> None:
    learn_not_how_one_ended(town, kept)
    send_one_once_more(town, kept)


def send_one_once_more(town: Replicas, kept: Kept) -> None:
    town.standin.texts.append(replace(town.standin.texts[0], sid="SMtwice"))


SENT_AGAIN = (send_one_once_more, learn_not_and_send_once_more)


def lose_one(town: Replicas, kept: Kept) -> None:
    town.standin.texts.pop(0)


def call_one_cancelled(town: Replicas, kept: Kept) -> None:
    kept.outgoing[0].status = "cancelled"


def say_something_else(town: Replicas, kept: Kept) -> None:
    town.standin.texts[0].body = "something else"
    kept.outgoing[0].text = PatientText("something else")


@pytest.mark.parametrize(
    ("stage", "count"),
    [
        (leave_it_so, None),
        (learn_not_how_one_ended, None),
        (send_one_once_more, "repeated"),
        (learn_not_and_send_once_more, "repeated"),
        (lose_one, "lost"),
        (call_one_cancelled, "repeated"),
        (say_something_else, "lost"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
async def test_equal_texts_to_one_phone_may_exchange_ids_and_nothing_else(
    sqlite_url: str,
    tmp_path: Path,
    stage: Callable[[Replicas, Kept], None],
    count: str | None,
) -> None:
    async with replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town:
        for text in ("need a food bank", "1"):
            await town.patients.say(PHONE, text)
        await town.settle()
        kept = await all_that_is_kept(town.database)
        exchange_two(town, kept)
        stage(town, kept)
        now = town.clock.now()
        account = reconcile(kept, town.standin.texts, town.patients.told, now=now)
    assert (account.exchanged == 2) == (count is None or stage in SENT_AGAIN)
    assert bool(account.faults) == (count is not None)
    assert count is None or getattr(account, count) >= 1


@pytest.mark.parametrize("arrives", [False, True])
async def test_an_exchanged_text_that_did_not_arrive_may_have_left_last(
    sqlite_url: str, tmp_path: Path, arrives: bool
) -> None:
    """The receipt reached the message that held it, which was then sent once more: two in all."""
    async with replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town:
        for text in ("need a food bank", "1"):
            await town.patients.say(PHONE, text)
        await town.settle()
        kept = await all_that_is_kept(town.database)
        exchange_two(town, kept)
        one, two = kept.outgoing[:2]
        texts = {text.message_id: text for text in town.standin.texts}
        again = replace(texts[two.id], sid="SMagain", reports=["delivered"])
        texts[one.id].reports[:] = ["delivered" if arrives else "undelivered"]
        two.provider_id = again.sid
        town.standin.texts.remove(texts[one.id])
        town.standin.texts += [texts[one.id], again]
        account = reconcile(kept, town.standin.texts, town.patients.told, now=town.clock.now())
    assert account.exchanged == 1
    assert account.repeated == arrives  # if it did arrive, the phone had three for two


def tell_a_patient_instead(town: Replicas, kept: Kept) -> Kept:
    of_duty(town, kept).to = PHONE
    return kept


def tell_duty_once_more(town: Replicas, kept: Kept) -> Kept:
    town.standin.texts.append(replace(of_duty(town, kept), sid="SMtwice"))
    return kept


def tell_duty_nothing(town: Replicas, kept: Kept) -> Kept:
    town.standin.texts.remove(of_duty(town, kept))
    return kept


def forget_an_alert(town: Replicas, kept: Kept) -> Kept:
    return replace(kept, duty=replace(kept.duty, untold=frozenset({"a referral"})))


def write_one_too_few(town: Replicas, kept: Kept) -> Kept:
    return replace(kept, duty=replace(kept.duty, told=kept.duty.told + 1))


def write_one_too_many(town: Replicas, kept: Kept) -> Kept:
    return replace(kept, duty=replace(kept.duty, told=kept.duty.told - 1))


def tell_nobody_at_all(town: Replicas, kept: Kept) -> Kept:
    """It was too old to leave, and the team does not see the danger either."""
    tell_duty_nothing(town, kept)
    for message in kept.outgoing:
        if message.kind == "duty":
            message.status = "too_old"
    return replace(kept, duty=replace(kept.duty, hidden=frozenset({"a referral"})))


def of_duty(town: Replicas, kept: Kept) -> Text:
    number = kept.practice.settings.duty_phone
    (text,) = (text for text in town.standin.texts if text.to == number)
    return text


@pytest.mark.parametrize(
    ("stage", "count"),
    [
        (tell_a_patient_instead, "lost"),
        (tell_duty_once_more, "repeated"),
        (tell_duty_nothing, "lost"),
        (forget_an_alert, "lost"),
        (write_one_too_few, "lost"),
        (write_one_too_many, "repeated"),
        (tell_nobody_at_all, "lost"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
async def test_what_the_number_on_duty_is_told_is_accounted_for_too(
    sqlite_url: str,
    tmp_path: Path,
    stage: Callable[[Replicas, Kept], Kept],
    count: str,
) -> None:
    async with replicas(sqlite_url, tmp_path, count=1, start=MORNING) as town:
        await town.patients.say(PHONE, "whats the point anymore, i dont want to wake up")
        sound = await town.settle()
        assert sound.faults == []
        kept = stage(town, await all_that_is_kept(town.database))
        account = reconcile(kept, town.standin.texts, town.patients.told, now=town.clock.now())
    assert getattr(account, count) >= 1
    assert account.faults
