"""Plays a story with the whole product: a temporary database and the demonstration practice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from actions.basis.errors import ActionError
from actions.basis.work import Work, staff_actor
from actions.booking.set_status import SETTABLE, set_status
from bot.dialogue import Flows
from bot.inbound import InboundMessage
from bot.pretend import CODE, Pretend, Template, make_template, pretend
from bot.settings import Config
from bot.stories.player import Happened, Heard, Player, Seen
from bot.stories.story import Case
from bot.stories.stubs import StubbedExecutor
from storage.models import Conversation, Message, Referral, TurnEvents
from storage.unit_of_work import UnitOfWork

CONTACT: Final = "+447700900100"
_STAFF: Final = ("take_over", "hand_back", "reply", "stop_check_ins", "resume_check_ins")
_RISKS: Final = ("none", "urgent", "crisis", "emergency")
_MOST_MESSAGES: Final = 500


class PracticeStage:
    """Opens a practice of its own for each case, all copied from one that is made once.

    `flows` are those of `config` where none are given."""

    def __init__(self, config: Config, flows: Flows | None = None) -> None:
        self._config = config
        self._flows = flows
        self._folder = TemporaryDirectory(prefix="blether-stories-")
        self._template: Template | None = None

    def close(self) -> None:
        self._folder.cleanup()

    @asynccontextmanager
    async def __call__(self, case: Case) -> AsyncIterator[Player]:
        """A player for the case; its practice is gone when it is closed."""
        if case.practice != CODE:
            raise ValueError(f"there is no practice '{case.practice}': the fixture knows {CODE}")
        if self._template is None:
            self._template = await make_template(self._config, Path(self._folder.name), self._flows)
        async with pretend(self._config, case.starts_at, self._template) as made:
            player = PracticePlayer(made, case)
            await player.prepare()
            yield player


class PracticePlayer:
    def __init__(self, made: Pretend, case: Case) -> None:
        self._made = made
        self._case = case
        engine = made.parts.turns.engine
        self._executor = StubbedExecutor(engine.executor, case.stubs)
        engine.executor = self._executor
        self._heard: set[str] = set()
        self._last_event: str | None = None
        self._flags: set[str] = set()
        self._slots: Mapping[str, Any] = {}
        self._count = 0

    async def prepare(self) -> None:
        """The scene that fixtures set. Raises ValueError for what is no setting or slot of ours."""
        self._slots = self._made.parts.turns.engine.library.begins_with = self._first_slots()
        if not self._case.settings:
            return
        async with self._made.parts.db.begin() as uow:
            practice = await uow.practices.get(self._made.practice.id)
            assert practice is not None
            settings = practice.settings
            practice.settings = type(settings)(**{**settings.model_dump(), **self._case.settings})

    def _first_slots(self) -> dict[str, Any]:
        known = self._made.parts.flows.slots
        return {
            name: known[name].coerce(value)
            for name, value in self._case.slots.items()
            if name in known  # others are a problem of reading
        }

    async def say(self, text: str, metadata: Mapping[str, Any]) -> None:
        self._count += 1
        await self._made.parts.turns.receive(
            InboundMessage(
                channel="simulator",
                contact=CONTACT,
                provider="simulator",
                provider_id=f"story-{self._count}",
                practice_id=self._made.practice.id,
                text=text,
                at=self._made.clock.now(),
                media=int(metadata.get("media", 0)),
                button_payload=metadata.get("button_payload"),
                opt_out_type=metadata.get("opt_out_type"),
            )
        )
        await self._made.parts.do_all_that_is_due()

    async def advance(self, by: timedelta) -> None:
        await self._made.travel(CONTACT).forward(by)

    async def staff(self, action: str, text: str) -> None:
        if action in _STAFF:
            try:
                await self._made.staff(CONTACT, action, text)
            except ActionError as error:
                raise ValueError(str(error)) from error
        elif action in SETTABLE:
            await self._set_status(action)
        else:
            raise ValueError(f"staff cannot '{action}': {', '.join((*_STAFF, *sorted(SETTABLE)))}")
        await self._made.parts.do_all_that_is_due()

    def unused_stubs(self) -> frozenset[str]:
        return frozenset(self._case.stubs) - self._executor.used

    async def observe(self) -> Seen:
        async with self._made.parts.db.read() as uow:
            patient = await uow.patients.by_contact(self._made.practice.id, CONTACT)
            thread = await uow.conversations.thread(patient.id) if patient else None
            if patient is None or thread is None:
                return Seen(slots=self._slots)
            return await self._seen(uow, patient.id, thread[1], thread[2])

    async def _seen(
        self, uow: UnitOfWork, patient_id: str, conversation: Conversation, referral: Referral
    ) -> Seen:
        rows = await uow.events.of_conversation(conversation.id, limit=5000)
        new = [row for row in rows if self._last_event is None or row.id > self._last_event]
        if rows:
            self._last_event = rows[-1].id
        responses = {
            each.data["message_id"]: each.data["response"]
            for each in _happened(rows)
            if each.type == "said"
        }
        messages = await uow.messages.of_patient(patient_id, limit=_MOST_MESSAGES)
        before, self._slots = self._slots, _slots_of(conversation)
        events = tuple(_happened(new))
        said_at = {
            each.data["message_id"]: index
            for index, each in enumerate(events)
            if each.type == "said"
        }
        return Seen(
            heard=tuple(self._new_texts(messages, responses, said_at)),
            events=events,
            slots=self._slots,
            slots_before=before,
            risk=await self._new_risk(uow, referral),
        )

    def _new_texts(
        self,
        messages: list[Message],
        responses: Mapping[str | None, str | None],
        said_at: Mapping[str, int],
    ) -> list[Heard]:
        found: list[Heard] = []
        for message in sorted(messages, key=lambda each: each.id):
            is_there = message.direction == "out" and message.status in {"sent", "delivered"}
            if not is_there or message.id in self._heard:
                continue
            self._heard.add(message.id)
            buttons = tuple((b["title"], b["value"]) for b in message.buttons or ())
            found.append(
                Heard(
                    text=str(message.text),
                    response=responses.get(message.id),
                    buttons=buttons,
                    segments=message.segments,
                    at=said_at.get(message.id),
                )
            )
        return found

    async def _new_risk(self, uow: UnitOfWork, referral: Referral) -> str:
        flags = await uow.risk_flags.of_referral(referral.id)
        new = [flag for flag in flags if flag.id not in self._flags]
        self._flags |= {flag.id for flag in new}
        return max((flag.level for flag in new), key=_RISKS.index, default="none")

    async def _set_status(self, status: str) -> None:
        async with self._made.parts.db.begin() as uow:
            patient = await uow.patients.by_contact(self._made.practice.id, CONTACT)
            thread = await uow.conversations.thread(patient.id) if patient else None
            referral_id = thread[2].id if thread else ""
            appointments = await uow.appointments.of_referral(referral_id)
            if not appointments:
                raise ValueError("there is no appointment yet")
            latest = max(appointments, key=lambda each: each.id)
            worker = (await uow.staff.of_practice(self._made.practice.id, "link_worker"))[0]
            work = Work(
                uow=uow,
                now=self._made.clock.now(),
                practice=self._made.practice,
                actor=staff_actor(worker.id),
            )
            try:
                await set_status(work, latest.id, status)
            except ActionError as error:
                raise ValueError(str(error)) from error


def _happened(turns: Iterable[TurnEvents]) -> Iterator[Happened]:
    for turn in turns:
        for each, details in zip(turn.happened, turn.details or (), strict=True):
            yield Happened(**each, data=details)


def _slots_of(conversation: Conversation) -> Mapping[str, Any]:
    state: Mapping[str, Any] = (conversation.state or {}).get("dialogue") or {}
    slots: Mapping[str, Any] = state.get("slots") or {}
    return slots
