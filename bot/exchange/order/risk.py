"""Risk, before everything: the same full reply to every hit, and a person alerted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.intake.flag_risk import flag_risk
from actions.intake.note_needs import note_needs
from actions.intake.save_safe_to_text import save_safe_to_text
from actions.intake.urgent_help import URGENT_HELPED, URGENT_TOLD, may_name_again
from actions.texts.opt_out import opt_out
from bot.exchange.engine import Engine
from bot.exchange.exchange import Exchange
from bot.exchange.order.deaths import take_in_death
from bot.exchange.order.language import learn_language, without_language_need
from bot.exchange.order.medicine_gone import name_where_medicine_is
from bot.exchange.order.needs_beside_answer import hear_needs_beside
from bot.exchange.order.needs_put_right import put_needs_right
from bot.exchange.order.no_story import is_no_story
from bot.understanding import (
    GRAVE,
    Detection,
    Evidence,
    carrier_word,
    detect,
    has_little_english,
    help_at_home,
    named_among,
    only_answers_not_safe,
    only_names_time,
    only_not_interested,
    tells_hours_of_work,
    tells_of_no_call,
    tells_of_sexual_violence,
    tells_of_unsafe_phone,
    told_age,
    wants_opt_out,
    with_needs_behind_date,
)

SOFT_LINE_SAID: Final = "soft_line_said"
AFTER_CRISIS_SAID: Final = "after_crisis_said"
_OLDEST_OF_THE_YOUNG: Final = 18
"""Whom Childline is for, by flows/helplines.json."""
_MOST_WORDS_OF_POLISH: Final = 40
_MOST_WORDS_OF_LITTLE_ENGLISH: Final = 24


async def answer_risk(exchange: Exchange, engine: Engine) -> bool:
    """Note needs and risk; answer a crisis or an emergency with the crisis lines alone.

    Urgent need only orders the queue here: its help comes in the flow that goes on.
    """
    learn_language(exchange, engine)
    found = exchange.detection
    if (found.needs or found.risk != "none") and is_no_story(exchange, engine):
        # "Naebody", where "Nobody" is on offer, "Jean Smith, 3rd April 1961", "where do
        # i go" or "a person please" need not pass the model; rules look at every text.
        exchange.detection = _by_rules(exchange)
    elif found.risk not in GRAVE and _may_hide_needs(exchange, engine):
        exchange.detection = _with_needs_by_rules(found, exchange.text, _named(exchange))
    elif found.risk not in GRAVE and engine.is_asked_who(exchange):
        exchange.detection = with_needs_behind_date(exchange.text, found, _today(exchange))
    if engine.is_asked_if_safe(exchange) and only_answers_not_safe(exchange.text):
        exchange.detection = _heard_quietly(exchange.detection)
    hear_needs_beside(exchange, engine)
    await put_needs_right(exchange, engine)
    if is_missed_by_us(exchange):
        exchange.detection = _without_loneliness(exchange)
    exchange.detection = without_language_need(exchange, engine)
    await _note(exchange)
    if exchange.detection.risk not in GRAVE:
        if not engine.is_known_question(exchange):
            _say_softly(exchange)
        return False
    await _answer_danger(exchange, engine)
    return True


async def _answer_danger(exchange: Exchange, engine: Engine) -> None:
    """The crisis lines; what else the text tells, a death or STOP, is taken in without a word."""
    exchange.say("utter_crisis", "crisis")
    exchange.slots[AFTER_CRISIS_SAID] = False
    _mind_age(exchange)
    if tells_of_unsafe_phone(exchange.text):
        save_safe_to_text(exchange.work, exchange.patient, exchange.referral, "no")
    await take_in_death(exchange)
    engine.refresh(exchange)
    exchange.is_after_crisis = True
    if carrier_word(exchange.text) == "stop" or wants_opt_out(exchange.text):
        await opt_out(
            exchange.work, exchange.patient, exchange.referral, source="words",
            is_out=exchange.is_out,
        )  # fmt: skip
        exchange.is_out = True


def _mind_age(exchange: Exchange) -> None:
    """The reply is the same for everybody; what follows it names the line for the young."""
    age = told_age(exchange.text)
    if age is None or age > _OLDEST_OF_THE_YOUNG:
        return
    exchange.slots["is_young"] = True
    if age < exchange.work.practice.settings.minimum_age:
        raise_in_inbox(exchange.work, exchange.referral, "under_age", patient=exchange.patient)


def _heard_quietly(found: Detection) -> Detection:
    """ "No she reads my phone", to being asked, is the answer that we asked for: a text about
    danger would be read by her. What it tells of abuse is kept, and a person sees it."""
    told = tuple(each for each in found.evidence if each.label in found.needs)
    return replace(found, risk="none", evidence=told)


def _by_rules(exchange: Exchange) -> Detection:
    """ "Not interested", to a text of ours, is of that; elsewhere it tells of a low mood. "I start
    work at 10" says which time suits, and asks for no help with work."""
    found, text = detect(exchange.text), exchange.text
    tells_hours = tells_hours_of_work(text) and only_names_time(text, _today(exchange))
    if found.risk == "none" and (only_not_interested(text) or tells_hours):
        return replace(found, needs=(), evidence=())
    return found


def _today(exchange: Exchange) -> date:
    return exchange.now.astimezone(exchange.work.timezone).date()


def is_missed_by_us(exchange: Exchange) -> bool:
    """ "Nobody ever phoned me", from one who has told us all, speaks of our call."""
    return exchange.referral.status != "collecting" and tells_of_no_call(exchange.text)


def _without_loneliness(exchange: Exchange) -> Detection:
    """Unless the rules, which know the phrases of loneliness, find it too."""
    found = exchange.detection
    if "isolation" not in found.needs or "isolation" in detect(exchange.text).needs:
        return found
    return replace(found, needs=tuple(need for need in found.needs if need != "isolation"))


def _may_hide_needs(exchange: Exchange, engine: Engine) -> bool:
    """Whether needs are to be named and nothing was found, or who tells it has little English,
    which hides the rest. "Are you a robot?" hides none."""
    if not engine.may_name_needs(exchange) or engine.is_known_question(exchange):
        return False
    return not exchange.detection.needs or has_little_english(exchange.text)


def _named(exchange: Exchange) -> tuple[Evidence, ...]:
    """Needs named by a word, where we asked; in Polish, which rules do not read, and in little
    English always."""
    if has_little_english(exchange.text):
        return named_among(exchange.text, _MOST_WORDS_OF_LITTLE_ENGLISH)
    if "pl" in (exchange.patient.language, exchange.detection.language):
        return named_among(exchange.text, _MOST_WORDS_OF_POLISH)
    return named_among(exchange.text) if exchange.state.question is not None else ()


def _with_needs_by_rules(found: Detection, text: str, named: tuple[Evidence, ...]) -> Detection:
    """What the rules alone make of an answer to "what would you like help with?".

    The person hears what was understood and can put it right, so better a need too many there
    than "money is tight" asked about twice. Abuse changes too much to be guessed at.
    """
    by_rules = detect(text)
    labels = (*found.needs, *by_rules.needs, *(each.label for each in named))
    needs = tuple(dict.fromkeys(need for need in labels if need != "abuse"))
    evidence = tuple(each for each in (*by_rules.evidence, *named) if each.label in needs)
    return replace(found, needs=needs, evidence=(*found.evidence, *evidence))


def _say_softly(exchange: Exchange) -> None:
    """ "I'm not suicidal, just skint" is no crisis, and still gets a line of help, once."""
    if not exchange.detection.is_soft or exchange.state.slots.get(SOFT_LINE_SAID):
        return
    if exchange.is_out or exchange.conversation.automation == "paused":
        return
    exchange.slots[SOFT_LINE_SAID] = True
    exchange.say("utter_soft_line")


async def _note(exchange: Exchange) -> None:
    message = exchange.message
    if message is None:
        return
    await note_needs(
        exchange.work,
        exchange.patient,
        exchange.referral,
        exchange.needs,
        message_id=message.id,
        text=exchange.whole_text,
        detection=exchange.detection,
        at=exchange.now,
    )
    await flag_risk(
        exchange.work,
        exchange.patient,
        exchange.referral,
        message_id=message.id,
        text=exchange.whole_text,
        detection=exchange.detection,
        at=exchange.now,
    )
    _know_at_once(exchange)


def _know_at_once(exchange: Exchange) -> None:
    """What this very text told us counts for its own reply, above all that it must be neutral."""
    risk = exchange.referral.risk
    exchange.slots["tells_loss"] = "bereavement" in exchange.detection.needs
    exchange.slots["neutral_wording"] |= exchange.patient.neutral_wording
    if "abuse" in exchange.detection.needs and tells_of_sexual_violence(exchange.text):
        exchange.slots["sexual_violence"] = True
    exchange.slots["risk"] = risk if risk == "urgent" else "none"
    if exchange.detection.risk == "urgent":
        _know_what_cannot_wait(exchange)


def _pressing_needs(found: Detection) -> list[str]:
    """The needs told where the words begin that cannot wait: food, not the house that has none."""
    pressing = [each for each in found.evidence if each.label == "urgent"]
    told = [
        each.label
        for each in found.evidence
        if any(each.start <= other.start < each.end for other in pressing)
    ]
    return [need for need in found.needs if need in told] or list(found.needs)


def _know_what_cannot_wait(exchange: Exchange) -> None:
    """Whose referral is told already hears of help for today anew, and a person is asked."""
    needs = _pressing_needs(exchange.detection)
    if "housing" in needs and (at_home := help_at_home(exchange.text)):
        needs = [at_home]
    exchange.slots[URGENT_TOLD] = needs
    name_where_medicine_is(exchange, needs)
    if exchange.referral.status == "collecting":
        return
    raise_in_inbox(exchange.work, exchange.referral, "needs_a_person", patient=exchange.patient)
    if may_name_again(exchange.state.slots, needs, exchange.now):
        exchange.slots[URGENT_HELPED] = False
