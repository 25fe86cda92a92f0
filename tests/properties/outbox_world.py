"""The outbox on a real database, with a carrier that can go wrong anywhere, and what must hold."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from actions.basis.errors import ActionError
from actions.basis.work import SYSTEM, Work
from actions.casework.hand_back import hand_back
from actions.casework.take_over import take_over
from actions.texts.opt_out import opt_in, opt_out
from actions.texts.queue_text import queue_text
from bot.delivery.carrier import Outgoing
from bot.delivery.carriers import local_carriers
from bot.delivery.deliver import Deliverer
from bot.delivery.pace import Pace
from bot.delivery.receipts import DeliveryReceipt, record_receipt
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Message, Outbox
from storage.models.message import MessageKind
from tests.builders import a_conversation, a_patient, a_practice, a_referral, a_staff_member
from tests.properties.odd_carrier import FINAL, FreeClock, OddCarrier
from tests.properties.watched import changes, watch, watch_no_more
from tests.support.claiming import claim_all

T = TypeVar("T")
ALWAYS = frozenset({"crisis", "opt_out"})

# What a text may come to after what; written down here by itself, not taken from the product.
ORDER = {
    "queued": {"sending", "unknown", "sent", "delivered", "undelivered", "failed", "cancelled",
               "too_old"},
    "sending": {"unknown", "sent", "delivered", "undelivered", "failed", "cancelled", "too_old"},
    "unknown": {"sent", "delivered", "undelivered", "failed"},
    "sent": {"delivered", "undelivered", "failed"},
    "undelivered": {"delivered"},
    "delivered": set(), "failed": set(), "cancelled": set(), "too_old": set(),
}  # fmt: skip


class OutboxWorld:
    """One patient of one practice. Every method is one thing that happens."""

    def __init__(self, url: str, keyring: Keyring) -> None:
        self.runner = asyncio.Runner()
        self.clock = FreeClock()
        self.db = Database.open(url, keyring)
        self.carrier = OddCarrier(clock=self.clock, judge=self._judge)
        self.queued: Counter[str] = Counter()
        self.status: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.is_out = False
        self.taken_over_at: datetime | None = None
        self.queued_at: dict[str, datetime] = {}
        self.wrongs: list[str] = []
        self.do(self._open)

    def do(self, what: Callable[[], Awaitable[T]]) -> T:
        async def go() -> T:
            return await what()

        return self.runner.run(go())

    def close(self) -> None:
        self.do(lambda: watch_no_more(self.db))
        self.do(self.db.close)
        self.runner.close()

    async def _open(self) -> None:
        await watch(self.db)
        async with self.db.begin() as uow:
            practice = await a_practice(uow, phone="+447700900001")
            worker = await a_staff_member(uow, practice=practice)
            patient = await a_patient(uow, practice=practice, contact="+447700900100")
            conversation = await a_conversation(uow, patient=patient)
            referral = await a_referral(uow, conversation=conversation)
            self.practice_id, self.worker_id = practice.id, worker.id
            self.patient_id, self.referral_id = patient.id, referral.id
            self.conversation_id = conversation.id

    # What must hold when a text leaves us.

    def _judge(self, outgoing: Outgoing) -> None:
        """Written down, and told by `look`: a worker outlives whatever is raised in it."""
        kind = self.kinds[outgoing.message_id]
        if kind not in ALWAYS and self.is_out:
            self.wrongs.append(f"a {kind} left after STOP")
        since = self.taken_over_at
        if kind not in ALWAYS and since and self.queued_at[outgoing.message_id] < since:
            self.wrongs.append(f"a {kind} of the bot's left after a person took over")
        if self.carrier.live(outgoing.text) >= self.queued[outgoing.text]:
            self.wrongs.append(f"{outgoing.text} left more often than it was queued")

    # What can happen.

    async def queue(self, words: str | None, kind: MessageKind) -> None:
        """These words, or without them some that were never said before."""
        words = words or f"text {len(self.status) + 1}"
        async with self.db.begin() as uow:
            work, patient = await self._work(uow), await uow.patients.get(self.patient_id)
            conversation = await uow.conversations.get(self.conversation_id)
            message = await queue_text(
                work, conversation=conversation, patient=patient, text=words, kind=kind
            )
            message_id = message.id
        self.queued[words] += 1
        self.kinds[message_id], self.queued_at[message_id] = kind, self.clock.now()
        self.status[message_id] = "queued"

    async def write(self) -> None:
        """The patient writes, so that answers may leave at any hour."""
        async with self.db.begin() as uow:
            conversation = await uow.conversations.get(self.conversation_id)
            conversation.last_inbound_at = self.clock.now()

    async def stop(self) -> None:
        async with self.db.begin() as uow:
            patient = await uow.patients.get(self.patient_id)
            work = await self._work(uow)
            await opt_out(work, patient, None, source="word", is_out=await self._is_out(uow))
        self.is_out = True

    async def start(self) -> None:
        async with self.db.begin() as uow:
            patient = await uow.patients.get(self.patient_id)
            await opt_in(await self._work(uow), patient, None)
        self.is_out = False

    async def take_over(self) -> None:
        async with self.db.begin() as uow:
            await take_over(await self._work(uow), self.referral_id, self.worker_id)
            conversation = await uow.conversations.get(self.conversation_id)
            self.taken_over_at = conversation.taken_over_at

    async def hand_back(self) -> None:
        try:
            async with self.db.begin() as uow:
                await hand_back(await self._work(uow), self.referral_id)
        except ActionError:
            return
        self.taken_over_at = None

    async def claim_and_die(self) -> None:
        """A worker that is killed before it has sent anything."""
        async with self.db.begin() as uow:
            await claim_all(uow, self.clock.now(), 10, 60, "dead")

    async def send(self, workers: int) -> int:
        """So many workers look at once; how many texts they claimed."""
        claimed = await asyncio.gather(*(self._worker().run_once() for _ in range(workers)))
        return sum(claimed)

    async def report(self, which: int, state: int, error: str) -> None:
        """A receipt of something that a text went through: any of them, in any order."""
        if not self.carrier.taken:
            return
        text = self.carrier.taken[which % len(self.carrier.taken)]
        status = text.went[state % len(text.went)]
        receipt = DeliveryReceipt(
            provider="twilio",
            provider_id=text.sid,
            status=status,
            error_code=error if status in ("undelivered", "failed") else None,
            message_id=text.outgoing.message_id,
        )
        async with self.db.begin() as uow:
            await record_receipt(uow, receipt, now=self.clock.now())
            self.is_out = self.is_out or await self._is_out(uow)

    def happens(self, which: int, fate: str) -> None:
        """On the network, a text comes to its end."""
        if self.carrier.taken:
            text = self.carrier.taken[which % len(self.carrier.taken)]
            if text.went[-1] not in FINAL:
                text.went.append(fate)

    async def _is_out(self, uow: Any) -> bool:
        return bool(await uow.opt_outs.is_out(self.patient_id))

    async def _work(self, uow: Any) -> Work:
        practice = await uow.practices.get(self.practice_id)
        return Work(uow=uow, now=self.clock.now(), practice=practice, actor=SYSTEM)

    def _worker(self) -> Deliverer:
        async def sleep(seconds: float) -> None:
            await asyncio.sleep(0)

        return Deliverer(
            database=self.db,
            carriers=local_carriers(self.carrier),
            clock=self.clock,
            pace=Pace(10, sleep=sleep),
            draw=lambda: 0.5,
        )

    # What must hold at any time.

    async def look(self) -> None:
        """Nothing left that should not; every text has gone forward or stayed; none is gone."""
        assert not self.wrongs, self.wrongs
        async with self.db.read() as uow:
            messages = await uow.messages.of_patient(self.patient_id, limit=1000)
            rows = {row.message_id: row for row in await uow.outbox.of_patient(self.patient_id)}
            self.is_out = await self._is_out(uow)
            for _, old, new in await changes(uow):
                assert new in ORDER[old], f"from {old} back to {new}"
        assert {each.id for each in messages} == set(self.status)
        for message in messages:
            before = self.status[message.id]
            assert message.status == before or message.status in ORDER[before], (
                f"from {before} back to {message.status}"
            )
            self.status[message.id] = message.status
            self._holds(message, rows.get(message.id))

    def _holds(self, message: Message, row: Outbox | None) -> None:
        if message.status in ("queued", "sending"):
            assert row is not None, f"a text is {message.status}, and nobody will send it"
        if message.status in ("delivered", "cancelled", "too_old", "failed"):
            assert row is None, f"a text is {message.status}, and may leave yet"
        if message.status in ("sent", "delivered", "undelivered"):
            assert message.provider_id in {each.sid for each in self.carrier.taken}

    async def settle(self) -> None:
        """All is well again: within two days everything has left, or says why it will not."""
        self.carrier.script.clear()
        self.carrier.are_lookups_down = False
        for hours in (0, 1, 1, 2, 2, 6, *[7] * 7):  # at every time of day
            self.clock.time += timedelta(hours=hours)
            while await self.send(1):
                pass
        await self.look()
        assert not {"queued", "sending"} & set(self.status.values()), self.status
        by_words = Counter(each.outgoing.text for each in self.carrier.taken)
        async with self.db.read() as uow:
            for message in await uow.messages.of_patient(self.patient_id, limit=1000):
                if message.status in ("cancelled", "too_old"):
                    assert self.queued[message.text] > 1 or not by_words[message.text], (
                        f"{message.status}, but it left"
                    )
