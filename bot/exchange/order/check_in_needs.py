"""A check-in answered with a need, or with good news, and not with how somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.casework.raise_in_inbox import raise_in_inbox
from actions.check_ins.record_check_in import FEELING
from bot.commands import Command, OpenQuestion, SetSlot
from bot.exchange.exchange import Exchange
from bot.understanding import but_still, tells_good_news


def raise_needs_told(
    exchange: Exchange, asked: OpenQuestion | None, commands: Sequence[Command]
) -> None:
    """ "Lost my job" tells neither better nor worse, and is no silence: a person looks at it."""
    if asked is None or asked.slot != FEELING or not exchange.detection.needs:
        return
    if any(isinstance(each, SetSlot) and each.name == FEELING for each in commands):
        return
    raise_in_inbox(exchange.work, exchange.referral, "wrote_again", patient=exchange.patient)


def leave_out_what_is_known(exchange: Exchange, asked: OpenQuestion | None) -> None:
    """ "Better but still lonely" names a need that was told long ago: it is not asked about again,
    and a person reads it."""
    found = exchange.detection
    if asked is None or asked.slot != FEELING or found.risk != "none":
        return
    known = {need.label for need in exchange.needs if need.created_at < exchange.now}
    if but_still(exchange.text) and known.issuperset(found.needs):
        exchange.detection = replace(found, needs=())


def is_good_news(exchange: Exchange, asked: OpenQuestion | None) -> bool:
    """ "Got a job!!" asks for no help with work: it is kept, and thanked for."""
    if asked is None or asked.slot != FEELING or exchange.detection.risk != "none":
        return False
    return tells_good_news(exchange.text)
