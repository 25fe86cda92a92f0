"""Every kind of timer and what is done when it is due: read this list first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.timers.check_in import ask_how_things_are, give_up_waiting, nudge_once
from bot.timers.due import Handler
from bot.timers.freed_time import offer_it, pass_it_on
from bot.timers.half_finished import give_to_link_worker, nudge
from bot.timers.news import ask_after_missed, tell_cancelled, tell_handed_back, tell_moved
from bot.timers.nobody_there import say_nobody_came
from bot.timers.owner_silent import give_back_to_the_team
from bot.timers.reminder import remind
from bot.timers.risk_unseen import alert_duty, escalate

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "reminder": remind,
        "check_in": ask_how_things_are,
        "check_in_nudge": nudge_once,
        "check_in_silent": give_up_waiting,
        "nudge": nudge,
        "half_finished": give_to_link_worker,
        "nobody_there": say_nobody_came,
        "owner_silent": give_back_to_the_team,
        "duty_alert": alert_duty,
        "risk_unseen": escalate,
        "freed_time": offer_it,
        "freed_time_lapsed": pass_it_on,
        "moved_by_practice": tell_moved,
        "cancelled_by_practice": tell_cancelled,
        "missed": ask_after_missed,
        "handed_back": tell_handed_back,
    }
)
