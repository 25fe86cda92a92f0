"""Runs the dialogue for one exchange: commands in, texts and events out, actions between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from actions.basis.case import CaseInHand
from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.needs_slots import needs_slots
from bot.commands import Command, HumanHandoff, OpenQuestion, SkipQuestion, StartFlow
from bot.dialogue import (
    ActionCall,
    ActionFailure,
    ActionResult,
    Failed,
    Said,
    Step,
    advance,
    put_away,
    resume,
)
from bot.exchange.exchange import Exchange
from bot.exchange.executor import Executor
from bot.exchange.last_answer import last_answer
from bot.exchange.library import Library
from bot.flow_names import CANCEL_FLOW, FREED_TIME_FLOW, MISSED_FLOW, MOVE_FLOW, REMINDER_FLOW
from bot.understanding import (
    Reading,
    asks_to_go_on,
    only_agrees,
    only_thanks,
    read,
    read_person_name,
    rest_after_answer,
    says_one_of,
    says_what_to_call,
)
from storage.models import new_id
from storage.models.message import MessageKind

ANSWERING_A_REMINDER: Final = frozenset({CANCEL_FLOW, MOVE_FLOW})
"""Flows that people begin instead of choosing an answer: the reminder is not put again."""

_ABOUT_A_CHAT: Final = frozenset({REMINDER_FLOW, MISSED_FLOW})
_ASKING_A_NAME: Final = frozenset({"person_name", "name_and_birth_date"})
_MOST_WORDS_OF_A_NAME: Final = 3
_ASKING_WHO: Final = _ASKING_A_NAME | {"date_of_birth"}

_LONG_UNANSWERED: Final = timedelta(days=7)

GOING_ON: Final = ("carry_on", "wants_appointment")
"""The names, in the flows' examples, of words that ask to go on after a crisis."""

ASKED_BEHIND_NOTICE: Final = "asked_behind_notice"
"""The slot that says that the open question was put again behind news, and not answered since."""


def _only_skips(reading: Reading) -> bool:
    """ "I don't want to give my name" is an answer to that question, and no more."""
    return len(reading.commands) == 1 and isinstance(reading.commands[0], SkipQuestion)


def _asked_slot(exchange: Exchange) -> str | None:
    """The slot that the open question fills; None where nothing is asked."""
    question = exchange.state.question
    return question.slot if question is not None else None


def _names_a_choice(exchange: Exchange) -> bool:
    """ "Better, see you tomorrow" gives thanks, and answers how they are."""
    question, text = exchange.state.question, exchange.text.casefold()
    return question is not None and any(each.title.casefold() in text for each in question.choices)


class Engine:
    """The dialogue with everything that it needs from outside; holds nothing of a person."""

    def __init__(self, library: Library, executor: Executor, *, draw: Callable[[], float]) -> None:
        self.library = library
        self.executor = executor
        self._draw = draw

    @property
    def needs_flow(self) -> str:
        return self.library.needs_flow

    def read(self, exchange: Exchange, part: str | None = None) -> Reading:
        """The commands of the exchange's text, or a part of it, against the question now open."""
        self.refresh(exchange)
        state = exchange.state
        return read(
            exchange.text if part is None else part,
            question=self._open_question(exchange),
            slots=state.slots,
            vocabulary=self.library.vocabulary(exchange.flows, state),
            now=exchange.now,
            timezone=exchange.work.practice.timezone,
            language=exchange.patient.language,
            payload=exchange.inbound.button_payload if exchange.inbound else None,
            detected=exchange.detection,
            last=last_answer(state),
            own_name=str(exchange.patient.name or ""),
        )

    def _open_question(self, exchange: Exchange) -> OpenQuestion | None:
        """What the text may answer. "Ok thanks", to hearing that a person was asked for, is said
        to that, and "aye" after days to being asked if we go on: neither tells that this phone is
        safe. Nor does thanks for a notice behind which we asked that again."""
        state, inbound = exchange.state, exchange.inbound
        is_pressed = inbound is not None and inbound.button_payload is not None
        is_over = self._waits_for_a_person(exchange) or self.has_expired(exchange)
        if is_over and not is_pressed and only_agrees(exchange.text):
            return None
        if state.slots.get(ASKED_BEHIND_NOTICE) and self._may_be_thanked_for_news(exchange):
            is_thanks = only_thanks(exchange.text) and not _names_a_choice(exchange)
            return None if is_thanks and not is_pressed else state.question
        return state.question

    def _may_be_thanked_for_news(self, exchange: Exchange) -> bool:
        question = exchange.state.question
        is_ours = question is not None and self.is_begun_by_us(question.flow)
        return is_ours or self.is_asked_if_safe(exchange)

    def _waits_for_a_person(self, exchange: Exchange) -> bool:
        """A time that came free is kept for them all the same: a yes to it is one."""
        return exchange.state.is_with_a_person and not self.is_offered_a_freed_time(exchange)

    def is_just_the_answer(self, exchange: Exchange) -> bool:
        """Whether the text is nothing but what was asked for, or says what to call them."""
        question = exchange.state.question
        if question is None:
            return False
        if question.kind in _ASKING_A_NAME and says_what_to_call(exchange.text):
            return True
        reading = self.read(exchange)
        if question.kind in _ASKING_WHO and _only_skips(reading):
            return True
        return reading.is_pure_answer

    def is_name(self, exchange: Exchange, *, with_date: bool = False) -> bool:
        """Whether a name was asked for, and what came in other letters than ours is one; in any
        doubt about its words it is none. `with_date`: and a date of birth leaves no doubt."""
        question, found = exchange.state.question, exchange.detection
        if question is None or question.kind not in _ASKING_A_NAME or exchange.text.isascii():
            return False
        if found.needs or found.risk != "none":
            return False
        if self.read(exchange).is_pure_answer:
            return True
        name = None if with_date else read_person_name(exchange.text)
        return name is not None and len(name.split()) <= _MOST_WORDS_OF_A_NAME

    def is_offered_a_freed_time(self, exchange: Exchange) -> bool:
        """Whether a time that came free is on offer."""
        question = exchange.state.question
        return question is not None and question.flow == FREED_TIME_FLOW

    def answers_the_offer(self, exchange: Exchange) -> bool:
        """Whether the text is nothing but an answer to that: "take me off the list"."""
        return self.is_offered_a_freed_time(exchange) and self.is_just_the_answer(exchange)

    def is_known_question(self, exchange: Exchange) -> bool:
        """Whether the text is, word for word, a question about us that the flows have, alone or
        after an answer: "yes, can my son come with me"."""
        known, rest = self.library.known_questions, rest_after_answer(exchange.text)
        return says_one_of(exchange.text, known) or (bool(rest) and says_one_of(rest, known))

    def is_asked_who(self, exchange: Exchange) -> bool:
        """Whether the open question is who they are, or when they were born."""
        question = exchange.state.question
        return question is not None and question.kind in _ASKING_WHO

    def is_asked_if_right(self, exchange: Exchange) -> bool:
        """Whether the open question is if we understood the needs."""
        return _asked_slot(exchange) == self.library.names.needs_right_slot

    def is_asked_if_safe(self, exchange: Exchange) -> bool:
        """Whether the open question is if it is safe to text this phone."""
        return _asked_slot(exchange) == self.library.names.safe_slot

    def is_asked_how_they_are(self, exchange: Exchange) -> bool:
        """Whether the open question is the check-in's."""
        return _asked_slot(exchange) == self.library.names.feeling_slot

    def is_asked_about_a_chat(self, exchange: Exchange) -> bool:
        """Whether the open question is if a chat suits, or what to do about a missed one."""
        question = exchange.state.question
        return question is not None and question.flow in _ABOUT_A_CHAT

    def is_asked_for_a_time(self, exchange: Exchange) -> bool:
        """Whether times are on offer, one that came free, or one that is booked is asked about."""
        names = self.library.names
        return _asked_slot(exchange) in {names.time_slot, names.reminder_slot, names.freed_slot}

    def may_name_needs(self, exchange: Exchange) -> bool:
        """Whether it is time to say what help is for: it was asked, or nothing else has been."""
        question = exchange.state.question
        if exchange.is_after_crisis:
            return False
        if question is None:
            return exchange.state.is_idle and exchange.referral.status == "collecting"
        return question.flow == self.needs_flow and question.kind == "text"

    def is_begun_by_us(self, flow: str) -> bool:
        """As the flows in force say; those that a conversation began with may not tell yet."""
        return flow in self.library.current.begun_by_us

    def has_expired(self, exchange: Exchange) -> bool:
        """Whether the open question was asked so long ago that the thread is lost."""
        question = exchange.state.question
        if question is None or self.is_begun_by_us(question.flow):
            return False
        age = exchange.now - datetime.fromisoformat(question.asked_at)
        most = timedelta(minutes=exchange.flows.session_expiration_minutes)
        return bool(most) and age >= most

    def long_unanswered(self, exchange: Exchange) -> frozenset[str]:
        """The flow of what we asked so long ago that nobody is asked it again for writing now."""
        question = exchange.state.question
        if question is None or question.flow not in self.library.current.giving_way:
            return frozenset()
        age = exchange.now - datetime.fromisoformat(question.asked_at)
        return frozenset({question.flow}) if age >= _LONG_UNANSWERED else frozenset()

    def asks_to_go_on(self, text: str) -> bool:
        """Whether a text after the crisis lines asks to carry on with what was begun."""
        known = self.library.current.intents
        return asks_to_go_on(text, [said for name in GOING_ON for said in known.get(name, ())])

    def asks_for_english(self, text: str) -> bool:
        """Whether a text asks, and no more, to be spoken to in English."""
        return says_one_of(text, self.library.asking_for_english)

    def refresh(self, exchange: Exchange) -> None:
        """Give the state what is known now of practice, person, needs and appointment."""
        known = {**exchange.slots, **needs_slots(exchange.need_labels, exchange.words)}
        if not known.items() <= exchange.state.slots.items():
            exchange.state = exchange.state.with_slots(known)

    async def run(
        self, exchange: Exchange, commands: Sequence[Command], *, kind: MessageKind = "reply"
    ) -> None:
        """Obey `commands` until the dialogue waits again; texts go to `exchange.said`."""
        self.refresh(exchange)
        if any(isinstance(one, StartFlow) and one.flow in ANSWERING_A_REMINDER for one in commands):
            exchange.state = put_away(exchange.flows, exchange.state, {REMINDER_FLOW})
        if any(isinstance(one, StartFlow) and one.flow == CANCEL_FLOW for one in commands):
            # Who calls it off is not asked again which other time would suit.
            exchange.state = put_away(exchange.flows, exchange.state, {MOVE_FLOW})
        if any(isinstance(one, StartFlow | HumanHandoff) for one in commands):
            exchange.state = put_away(
                exchange.flows, exchange.state, self.long_unanswered(exchange)
            )
        step = advance(
            exchange.flows,
            exchange.state,
            tuple(commands),
            now=exchange.now.astimezone(UTC),
            ids=new_id,
            draw=self._draw,
            channel=exchange.patient.channel,
        )
        self._take(exchange, step, kind)
        while step.pending is not None:
            result = await self.act(exchange, step.pending)
            step = resume(
                exchange.flows,
                step.state,
                result,
                now=exchange.now.astimezone(UTC),
                ids=new_id,
                draw=self._draw,
                channel=exchange.patient.channel,
            )
            self._take(exchange, step, kind)

    def _take(self, exchange: Exchange, step: Step, kind: MessageKind) -> None:
        exchange.state = step.state
        exchange.events.extend(step.events)
        exchange.said.extend((event, kind) for event in step.events if isinstance(event, Said))
        if any(isinstance(event, Failed) for event in step.events):
            # The person is told that somebody reads their text.
            raise_in_inbox(exchange.work, exchange.referral, "error", patient=exchange.patient)

    async def act(self, exchange: Exchange, call: ActionCall) -> ActionResult | ActionFailure:
        """Run one action for this exchange; what it returns changes nothing by itself."""
        with CaseInHand(exchange.case):
            return await self.executor.run(call, conversation_id=exchange.conversation.id)
