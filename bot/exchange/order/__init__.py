"""The order in which a message is interpreted, fixed here and nowhere else.

Each step answers the exchange and returns True, or leaves it to the next, having noted something at
the most. No flow, payload or setting comes before them. docs/explanation.md tells what each hears.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.exchange.order.asking_for_a_person import ask_for_a_person
from bot.exchange.order.carrier_words import obey_carrier_words
from bot.exchange.order.changed_answer import hear_changed_answer
from bot.exchange.order.check_in_after_closing import take_up_check_in
from bot.exchange.order.check_in_second_thought import hear_second_thought
from bot.exchange.order.conversing import converse
from bot.exchange.order.deaths import hear_of_death
from bot.exchange.order.last_words import spare_last_words, take_thanks
from bot.exchange.order.name_put_right import put_name_right
from bot.exchange.order.new_number import take_new_number
from bot.exchange.order.number_to_ring import keep_number_to_ring
from bot.exchange.order.put_off import leave_for_later
from bot.exchange.order.reminder_in_passing import take_yes_to_reminder
from bot.exchange.order.risk import answer_risk
from bot.exchange.order.stop_wishes import answer_stop_wish
from bot.exchange.order.taken_over import stay_silent
from bot.exchange.order.unsafe_phone import heed_unsafe_phone
from bot.exchange.order.unwanted_kinds import heed_unwanted_kinds
from bot.exchange.order.wrong_number import freeze_wrong_number

if TYPE_CHECKING:
    from bot.exchange.engine import Engine
    from bot.exchange.exchange import Exchange

Step: TypeAlias = "Callable[[Exchange, Engine], Awaitable[bool]]"

ORDER: Final[tuple[Step, ...]] = (
    answer_risk,
    hear_of_death,
    spare_last_words,
    obey_carrier_words,
    freeze_wrong_number,
    heed_unwanted_kinds,
    take_up_check_in,
    hear_changed_answer,
    hear_second_thought,
    take_thanks,
    heed_unsafe_phone,
    keep_number_to_ring,
    ask_for_a_person,
    stay_silent,
    answer_stop_wish,
    leave_for_later,
    put_name_right,
    take_new_number,
    take_yes_to_reminder,
    converse,
)


async def interpret(exchange: Exchange, engine: Engine) -> None:
    """Let the first step that can answer this exchange do so."""
    for step in ORDER:
        if await step(exchange, engine):
            return
