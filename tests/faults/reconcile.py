"""The checker: what the stand-in took against what patients should have got.

It trusts nobody: the stand-in knows what went on the air, phones know what they sent and what
was acknowledged, and the database says what Blether believes. All three must tell one story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.check import SCHEDULED
from storage.models import Message
from tests.faults.kept import Duty, Kept
from tests.faults.told import Told
from tests.standin.texts import Text

IN_FLIGHT_SECONDS = 1.0
"""A text that was on its way to the carrier when STOP was kept cannot be called back."""
LIVE_ANSWER = timedelta(minutes=10, seconds=30)
"""Who wrote so shortly before is answered at any hour: the rule, and the way to the carrier."""
NOT_DELIVERED = frozenset({"failed", "undelivered"})
ON_THE_AIR = frozenset({"sent", "delivered", "undelivered"})


@dataclass(slots=True, kw_only=True)
class Account:
    """Counts for a report, and `faults`: one line for each broken promise."""

    incoming: int = 0
    """Texts of patients that somebody said were kept."""
    sent: int = 0
    """Texts of ours that the stand-in took."""
    lost: int = 0
    repeated: int = 0
    after_stop: int = 0
    out_of_hours: int = 0
    slots_taken_twice: int = 0
    unknown: int = 0
    """Texts that were taken but whose sender was never told so: by a kill, a cut, a time-out."""
    reconciled: int = 0
    """Those of them that were found again, and so not sent twice."""
    exchanged: int = 0
    """Texts that a look-up took for another of the same words to the same phone: ADR 0020."""
    held: int = 0
    """Texts that wait for a time that has not come."""
    in_flight_at_stop: int = 0
    not_sent: dict[str, int] = field(default_factory=dict)
    """Texts that rightly never left, by reason."""
    faults: list[str] = field(default_factory=list)

    def blame(self, count: str, what: str) -> None:
        setattr(self, count, getattr(self, count) + 1)
        self.faults.append(f"{count}: {what}")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def reconcile(
    kept: Kept,
    texts: Sequence[Text],
    told: Told,
    *,
    now: datetime,
    in_flight_seconds: float = IN_FLIGHT_SECONDS,
) -> Account:
    """Compare all three; `now` is the service's clock when everything had come to rest."""
    account = Account()
    air = _on_the_air(account, kept, texts)
    _incoming(account, kept, told)
    for message in kept.outgoing:
        _outgoing(account, kept, message, air.pop(message.id, []), now=now)
    for strangers in air.values():
        account.blame("repeated", f"{len(strangers)} texts of no message")
    _stop_and_hours(account, kept, told, texts, in_flight_seconds)
    _duty(account, kept.duty)
    account.slots_taken_twice = kept.slots_taken_twice
    if kept.slots_taken_twice:
        account.faults.append(f"slots_taken_twice: {kept.slots_taken_twice}")
    return account


def _on_the_air(account: Account, kept: Kept, texts: Sequence[Text]) -> dict[str, list[Text]]:
    """What left of each message. Among texts of the same words to one phone only their number
    counts: which of them a message holds, nobody there can tell."""
    messages = {message.id: message for message in kept.outgoing}
    holders = {message.provider_id: message for message in kept.outgoing}
    air: defaultdict[str, list[Text]] = defaultdict(list)
    robbed: defaultdict[tuple[str, str], list[Message]] = defaultdict(list)
    for text in texts:
        account.sent += 1
        own, holder = messages.get(text.message_id), holders.get(text.sid)
        if own is not None and holder is not None and _are_exchanged(own, holder):
            account.exchanged += 1
            if own.status == "unknown":
                robbed[_words_to(own)].append(own)
            own = holder
        air[text.message_id if own is None else own.id].append(text)
    for message_id, taken in list(air.items()):
        own = messages.get(message_id)
        surplus = [each for each in taken if own and each.sid != own.provider_id]
        if own is not None and len(surplus) < len(taken):
            _pay_back(account, air, robbed[_words_to(own)], taken, surplus)
    return air


def _pay_back(
    account: Account,
    air: defaultdict[str, list[Text]],
    robbed: list[Message],
    taken: list[Text],
    surplus: list[Text],
) -> None:
    """A text that nobody holds, of a message that holds another's: it stands for the one whose end
    nobody learnt, and whose own text began the exchange."""
    for text in [each for each in surplus if not NOT_DELIVERED & set(each.reports)]:
        if robbed:
            account.exchanged += 1
            taken.remove(text)
            air[robbed.pop(0).id].append(text)


def _words_to(message: Message) -> tuple[str, str]:
    return message.patient_id, str(message.text)


def _are_exchanged(own: Message, holder: Message) -> bool:
    return (
        own is not holder
        and own.status != "cancelled"  # it had no business to leave, whoever holds its id
        and (own.patient_id, str(own.text)) == (holder.patient_id, str(holder.text))
    )


def _incoming(account: Account, kept: Kept, told: Told) -> None:
    """Every acknowledged text is kept once and was answered; nothing was made up."""
    rows = Counter(row.provider_id for row in kept.incoming)
    ids = {row.provider_id: row.id for row in kept.incoming}
    for word in told.words:
        if word.acknowledged is None:
            rows.pop(word.sid, None)  # it may have been kept before the answer was lost
            continue
        account.incoming += 1
        count = rows.pop(word.sid, 0)
        if count != 1:
            account.blame("lost" if not count else "repeated", f"{word.sid} was kept {count} times")
        elif not (kept.answers[ids[word.sid]] or told.may_go_unanswered(word)):
            account.blame("lost", f"{word.sid} ({word.text!r}) was never answered")
    for sid in rows:
        account.blame("repeated", f"{sid} was never said")


def _outgoing(
    account: Account, kept: Kept, message: Message, taken: list[Text], *, now: datetime
) -> None:
    """One message of ours: on the air once if it says so, and not at all otherwise.

    Another left only where all before it had not arrived. Which was its last, the time tells, or,
    of equal texts that were exchanged, the one that it holds.
    """
    held_last = sorted(taken, key=lambda text: text.sid == message.provider_id)
    if _left_again(taken) and _left_again(held_last):
        left = "; ".join(_shown(text, message) for text in taken)
        account.blame("repeated", f"{message.id} ({message.kind}) left {len(taken)} times: {left}")
    for text in taken:
        if (text.body, text.to) != (str(message.text), _phone_of(kept, message)):
            account.blame("lost", f"{message.id} left with other words, or to another phone")
        if not text.is_answered:
            account.unknown += 1
            account.reconciled += text.sid == message.provider_id or bool(
                NOT_DELIVERED & set(text.reports)
            )
    if message.status in ON_THE_AIR:
        if message.provider_id not in {text.sid for text in taken}:
            account.blame("lost", f"{message.id} is called {message.status}, and never left")
        return
    waiting = kept.waiting.get(message.id)
    if waiting is not None:
        account.held += 1
        if waiting.not_before <= now:
            account.blame("lost", f"{message.id} ({message.status}) should have left by now")
        return
    _never_left(account, kept, message, taken)


def _shown(text: Text, message: Message) -> str:
    """What there is to know of a text where one message has several: whose it was, and which one
    the message holds."""
    of = "its own" if text.message_id == message.id else f"of {text.message_id}"
    is_held = ", held" if text.sid == message.provider_id else ""
    answered = "answered" if text.is_answered else "unanswered"
    return f"{of} at {text.taken_at:.2f}, {answered}, {text.reports or 'no reports'}{is_held}"


def _left_again(taken: Sequence[Text]) -> bool:
    return any(not NOT_DELIVERED & set(text.reports) for text in taken[:-1])


def _duty(account: Account, duty: Duty) -> None:
    """Of each danger the number on duty was told, in as many texts as the audit says."""
    for referral_id in sorted(duty.untold):
        account.blame("lost", f"the number on duty was never told of danger in {referral_id}")
    if duty.texts != duty.told:
        count = "lost" if duty.texts < duty.told else "repeated"
        account.blame(count, f"{duty.texts} texts to the number on duty for {duty.told} alerts")


def _phone_of(kept: Kept, message: Message) -> str:
    """A text of danger goes to the number on duty, and no other text does."""
    if message.kind == "duty":
        return kept.practice.settings.duty_phone
    return kept.phones[message.patient_id]


def _never_left(account: Account, kept: Kept, message: Message, taken: list[Text]) -> None:
    reason = message.reason or "none"
    account.not_sent[reason] = account.not_sent.get(reason, 0) + 1
    if message.status in ("queued", "sending"):
        account.blame("lost", f"{message.id} is {message.status}, and nobody will send it")
    if message.status == "cancelled" and taken:
        account.blame("repeated", f"{message.id} left, though it is called cancelled")
    if message.kind == "duty":  # who else must know is the team, which has the danger before it
        is_told = not kept.duty.hidden
    else:
        is_told = kept.attention.get(message.conversation_id) is not None
    is_needed = reason != "stale"  # the talk has gone on, or what it spoke of has changed
    if message.status in ("failed", "too_old", "unknown") and is_needed and not is_told:
        account.blame("lost", f"{message.id} is {message.status} ({reason}), and no one was told")


def _stop_and_hours(
    account: Account, kept: Kept, told: Told, texts: Sequence[Text], in_flight_seconds: float
) -> None:
    kinds = {message.id: message.kind for message in kept.outgoing}
    said: dict[str, list[datetime]] = {
        phone: [word.at for word in told.of(phone)] for phone in told.phones
    }
    for text in texts:
        kind = kinds.get(text.message_id, "reply")
        if kind in ("crisis", "opt_out", "duty"):
            continue
        if told.is_silenced(text.to, text.taken_at):
            if told.is_silenced(text.to, text.taken_at - in_flight_seconds):
                account.blame("after_stop", f"{text.message_id} ({kind})")
            else:
                account.in_flight_at_stop += 1
        is_live = kind not in SCHEDULED and any(
            timedelta(0) <= text.created_at - at <= LIVE_ANSWER for at in said.get(text.to, [])
        )
        if not is_live and not _is_by_day(text.created_at, kept):
            account.blame("out_of_hours", f"{text.message_id} ({kind}) at {text.created_at}")


def _is_by_day(moment: datetime, kept: Kept) -> bool:
    """Whether the clock on the wall of the practice is within its sending hours."""
    on_the_wall = moment.astimezone(ZoneInfo(kept.practice.timezone)).time()
    opens, closes = (
        time.fromisoformat(hour)
        for hour in (kept.practice.settings.sending_from, kept.practice.settings.sending_to)
    )
    return opens <= on_the_wall < closes
