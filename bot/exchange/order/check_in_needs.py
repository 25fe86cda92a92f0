"""A check-in answered with a need, or with good news, and not with how somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.check_ins.record_check_in import FEELING
from bot.commands import Command, OpenQuestion, SetSlot
from bot.exchange.exchange import Exchange
from bot.understanding import but_still, tells_good_news, tells_of_being_worse

FEELING_BUT: Final = "feeling_but"
"""The slot that says that more was told beside the answer."""


def raise_needs_told(
    exchange: Exchange, asked: OpenQuestion | None, commands: Sequence[Command]
) -> None:
    """ "Lost my job" tells neither better nor worse, and is no silence: a person looks at it, as
    at "better but lost my job", whether or not they answer what they are asked of it."""
    if asked is None or asked.slot != FEELING or not exchange.detection.needs:
        return
    told = {each.value for each in commands if isinstance(each, SetSlot) and each.name == FEELING}
    if told & {"worse", "call"}:
        return
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)


def raise_worse(exchange: Exchange, asked: OpenQuestion | None) -> None:
    """ "I'm worse, can't come" wants another time, and a person to look."""
    is_check_in = asked is not None and asked.slot == FEELING
    if exchange.referral.status == "collecting" or is_check_in:
        return
    if not tells_of_being_worse(exchange.text):
        return
    raise_in_inbox(exchange.work, exchange.referral, "worse", patient=exchange.patient)


def leave_out_what_is_known(exchange: Exchange, asked: OpenQuestion | None) -> None:
    """ "Better but still lonely" names a need that was told long ago: it is not asked about again,
    and a person reads it."""
    found = exchange.detection
    if asked is None or asked.slot != FEELING or found.risk != "none":
        return
    known = {need.label for need in exchange.needs if need.created_at < exchange.now}
    if but_still(exchange.text) and known.issuperset(found.needs):
        exchange.detection = replace(found, needs=())


def note_what_is_beside(exchange: Exchange, asked: OpenQuestion | None) -> None:
    """Whether more than how they are is told, so that nobody hears "good to hear" of a loss."""
    if asked is not None and asked.slot == FEELING:
        is_more = bool(exchange.detection.needs) or but_still(exchange.text)
        exchange.slots[FEELING_BUT] = is_more


def forget_what_is_beside(exchange: Exchange) -> None:
    """Once it was answered: it is not said of the next answer."""
    exchange.slots[FEELING_BUT] = False
    exchange.state = exchange.state.with_slots({FEELING_BUT: False})


def is_good_news(exchange: Exchange, asked: OpenQuestion | None) -> bool:
    """ "Got a job!!" asks for no help with work: it is kept, and thanked for."""
    if asked is None or asked.slot != FEELING or exchange.detection.risk != "none":
        return False
    return tells_good_news(exchange.text)
