"""The conversation itself: an answer to the open question, a wish, a need in free text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.check_ins.record_check_in import FEELING
from actions.intake.no_phone import CALLS_REFUSED
from actions.intake.save_person import save_person
from bot.commands import (
    CannotHandle,
    Command,
    CorrectSlots,
    OpenQuestion,
    RepeatBotMessages,
    SessionStart,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from bot.delivery.attention import Why, reasons
from bot.exchange.engine import ASKED_BEHIND_NOTICE, Engine
from bot.exchange.exchange import Exchange
from bot.exchange.hard_to_read import offer_a_call
from bot.exchange.order.after_crisis import carry_on_after_crisis
from bot.exchange.order.asking_why import asks_why
from bot.exchange.order.changed_answer import keep_answer
from bot.exchange.order.chat_begun import hears_of_waiting
from bot.exchange.order.check_in_needs import (
    forget_what_is_beside,
    is_good_news,
    leave_out_what_is_known,
    note_what_is_beside,
    raise_needs_told,
    raise_worse,
)
from bot.exchange.order.crossing import crosses_the_question
from bot.exchange.order.every_turn import fill_every_turn
from bot.exchange.order.first_question import (
    NOT_SURE,
    WORD,
    asked_who_we_are_first,
    first_words,
    lead_on,
    note_told_beside_no,
    waits_for_a_person,
)
from bot.exchange.order.help_today import name_help_today
from bot.exchange.order.kept_beside import say_it_is_kept
from bot.exchange.order.language import is_for_an_interpreter
from bot.exchange.order.leaving import leaves
from bot.exchange.order.needs_put_right import after_putting_right
from bot.exchange.order.noted_in_passing import note_in_passing
from bot.exchange.order.stop_wishes import tell_how_to_stop
from bot.exchange.order.what_is_asked import note_what_is_asked
from bot.exchange.without_words import do_without_words
from bot.understanding import (
    Reading,
    but_still,
    greets,
    is_bare_answer,
    only_unsure,
    tells_of_hospital,
    tells_of_worse,
    tells_why_missed,
)

NAME: Final = "person_name"
BIRTH_DATE: Final = "birth_date"
_FEWEST_OF_A_MESSAGE: Final = 2

_GO_ON: Final = "go_on"

_COMES_TO_THEM: Final = frozenset({"worse", "call_me"})
"""Why a person gets in touch, who then reads what else was told."""


async def converse(exchange: Exchange, engine: Engine) -> bool:
    """Read the message into commands and let the dialogue obey them."""
    if await _is_answered_unread(exchange, engine):
        return True
    asked, is_after_crisis = exchange.state.question, exchange.is_after_crisis
    note_what_is_asked(exchange, asked)
    exchange.slots[NOT_SURE] = only_unsure(exchange.text) or is_bare_answer(exchange.text)
    note_what_is_beside(exchange, asked)
    leave_out_what_is_known(exchange, asked)
    await fill_every_turn(exchange, engine)
    note_told_beside_no(exchange, engine)
    reading = engine.read(exchange)
    commands = await _to_obey(exchange, engine, reading)
    if commands is None:
        return True
    for flow in reading.without_words:
        await do_without_words(exchange, engine, flow)
    said_before = len(exchange.said)
    await engine.run(exchange, first_words(exchange, commands, engine))
    await lead_on(exchange, commands, engine)
    offer_a_call(exchange, said_before)
    exchange.state = exchange.state.with_slots({ASKED_BEHIND_NOTICE: False})
    forget_what_is_beside(exchange)
    keep_answer(exchange, asked, commands)
    raise_needs_told(exchange, asked, commands)
    raise_worse(exchange, asked)
    if not is_after_crisis:
        _say_what_is_kept(exchange, engine, asked, said_before)
        say_it_is_kept(exchange, engine, commands, asked, said_before)
        tell_how_to_stop(exchange)
    return True


async def _is_answered_unread(exchange: Exchange, engine: Engine) -> bool:
    """Words that we cannot read, a picture, and what a person who waits is told."""
    if is_for_an_interpreter(exchange, engine):
        exchange.say("utter_other_language")
        return True
    await note_in_passing(exchange, engine)
    if leaves(exchange) or await hears_of_waiting(exchange, engine):
        return True
    inbound = exchange.inbound
    is_shown = inbound is not None and bool(inbound.media or inbound.location)
    if not is_shown or exchange.text.strip():
        return False
    await _answer_media(exchange, engine)
    return True


async def _to_obey(
    exchange: Exchange, engine: Engine, reading: Reading
) -> Sequence[Command] | None:
    """What the dialogue is to do; None where the message is answered already, or kept."""
    commands: Sequence[Command] = reading.commands
    if exchange.is_after_crisis:
        carried_on = carry_on_after_crisis(exchange, commands, engine)
        if carried_on is None:
            return None
        commands = carried_on
    elif engine.has_expired(exchange):
        # Words that fitted no choice of a question asked days ago are no answer to it now.
        kept = (each for each in commands if not isinstance(each, SkipQuestion))
        commands = (SessionStart(), *kept)
    elif _is_only_put_again(exchange, reading, engine):
        commands = (RepeatBotMessages(),)
    elif is_good_news(exchange, exchange.state.question) or _is_left_to_a_person(
        exchange, commands, engine
    ):
        await _keep_for_team(exchange, commands)
        return None
    commands = after_putting_right(exchange, _at_once(exchange, commands, engine), engine)
    return asked_who_we_are_first(exchange, commands, engine)


def _is_only_put_again(exchange: Exchange, reading: Reading, engine: Engine) -> bool:
    """Whether the open question was not read yet, or is wanted in English."""
    if exchange.state.question is None:
        return False
    is_unread = reading.is_pure_answer and crosses_the_question(exchange)
    return is_unread or engine.asks_for_english(exchange.text)


def _say_what_is_kept(
    exchange: Exchange, engine: Engine, asked: OpenQuestion | None, said_before: int
) -> None:
    """What was told beside an answer and nobody asks about is said to be noted."""
    said = exchange.said[said_before:]
    is_only_asked = _is_only_asked_again(exchange, asked, said) or _is_asked_to_go_on(exchange)
    is_unheard = bool(exchange.denied_needs) or is_only_asked
    if is_only_asked and name_help_today(exchange, engine, said_before):
        return
    if exchange.detection.needs and is_unheard:
        exchange.say("utter_needs_noted")
        exchange.said.insert(said_before, exchange.said.pop())
    elif _is_well_but(exchange, asked):
        raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
        exchange.say("utter_kept_for_person")


def _at_once(exchange: Exchange, commands: Sequence[Command], engine: Engine) -> Sequence[Command]:
    """What we asked out of the blue, a reminder or a check-in, gives way to a need."""
    question = exchange.state.question
    if question is None or not engine.is_begun_by_us(question.flow):
        return commands
    return [
        replace(each, waits=False)
        if isinstance(each, StartFlow) and each.flow == engine.needs_flow
        else each
        for each in commands
    ]


def _is_only_asked_again(
    exchange: Exchange, asked: OpenQuestion | None, said: Sequence[object]
) -> bool:
    """Whether what was being asked is all that is said, as if nothing had been told.

    So it is with a need named in passing, which is asked about later (ADR 0026): then it is said
    to be noted.
    """
    question = exchange.state.question
    is_same = question is not None and asked is not None and question.slot == asked.slot
    return is_same and len(said) == 1


def _is_asked_to_go_on(exchange: Exchange) -> bool:
    """ "My boiler is broke", days after our question, waits for how they go on, and is noted."""
    question = exchange.state.question
    return question is not None and question.slot == _GO_ON


def _is_well_but(exchange: Exchange, asked: OpenQuestion | None) -> bool:
    """ "Better but still lonely", to the check-in, tells what nobody asks about any more."""
    if asked is None or asked.slot != FEELING or exchange.state.question is not None:
        return False
    if exchange.slots.get(CALLS_REFUSED):
        return False  # "4 but dont phone" is answered with that
    return _COMES_TO_THEM.isdisjoint(reasons(exchange.referral)) and but_still(exchange.text)


async def _answer_media(exchange: Exchange, engine: Engine) -> None:
    """A person will look at it; who begins with a picture is asked what for all the same."""
    exchange.say("utter_media")
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)
    if exchange.is_new:
        await engine.run(exchange, (StartFlow(flow=engine.needs_flow),))


def _is_left_to_a_person(exchange: Exchange, commands: Sequence[Command], engine: Engine) -> bool:
    """Whether nothing is being asked any more, and what came is for the link worker to read.

    "Sorry, I didn't catch that" helps nobody whose referral is told: a person will catch it. Who
    asked for a person before they told anything is asked nothing either, until they name a need.
    """
    is_lost = all(isinstance(command, CannotHandle) for command in commands)
    if not exchange.state.is_idle:
        if asks_why(exchange, commands, engine):
            return True
        if engine.is_asked_about_a_chat(exchange) and tells_why_missed(exchange.text):
            return exchange.detection.risk == "none"
        return is_lost and _writes_past_our_question(exchange, engine)
    if exchange.referral.status != "collecting":
        return is_lost or all(map(_corrects_nothing, commands))
    only_tells = all(isinstance(command, CannotHandle | SetSlot) for command in commands)
    return waits_for_a_person(exchange) and (only_tells or greets(exchange.text))


def _corrects_nothing(command: Command) -> bool:
    """ "Sorry, meant 2", when nothing is asked any more, puts right what only a person can find."""
    return isinstance(command, CorrectSlots) and not command.values


def _writes_past_our_question(exchange: Exchange, engine: Engine) -> bool:
    """ "Running late", to a reminder or a check-in, is told to the link worker: the question stays
    open and is not put again. A single word is a try at an answer."""
    question = exchange.state.question
    if question is None or exchange.referral.status == "collecting":
        return False
    is_of_ours = question.flow in engine.library.current.giving_way
    is_told = bool(engine.long_unanswered(exchange)) or tells_of_worse(exchange.text)
    return is_of_ours and (is_told or len(WORD.findall(exchange.text)) >= _FEWEST_OF_A_MESSAGE)


async def _keep_for_team(exchange: Exchange, commands: Sequence[Command]) -> None:
    await _keep_told(exchange, commands)
    is_worse = exchange.referral.status != "collecting" and tells_of_worse(exchange.text)
    why, line = _kept_as(exchange.text, is_worse=is_worse)
    raise_in_inbox(exchange.work, exchange.referral, why, patient=exchange.patient)
    exchange.say(line)


def _kept_as(text: str, *, is_worse: bool) -> tuple[Why, str]:
    """Why a person hears of it, and what is said."""
    if is_worse:
        return "worse", "utter_feeling_worse"
    if tells_of_hospital(text):
        return "needs_a_person", "utter_sorry_to_hear"
    return "wrote_again", "utter_kept_for_person"


async def _keep_told(exchange: Exchange, commands: Sequence[Command]) -> None:
    told = {each.name: each.value for each in commands if isinstance(each, SetSlot)}
    exchange.state = exchange.state.with_slots(told)
    await keep_person(exchange, told.get(NAME), told.get(BIRTH_DATE))


async def keep_person(exchange: Exchange, name: str | None, birth_date: str | None) -> None:
    """Keep who they say they are for whoever reads it, though nothing asked for it."""
    told = {NAME: name, BIRTH_DATE: birth_date}
    exchange.state = exchange.state.with_slots(
        {slot: value for slot, value in told.items() if value}
    )
    if not (name or birth_date):
        return
    if await save_person(
        exchange.work, exchange.patient, exchange.referral,
        name=name or "", birth_date=birth_date or "", at=exchange.now,
    ):  # fmt: skip
        exchange.slots["is_under_age"] = True
