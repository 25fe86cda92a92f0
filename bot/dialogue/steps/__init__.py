"""The kinds of step: one file for each, with what it holds and what it does."""

from bot.dialogue.steps.action import Action
from bot.dialogue.steps.base import END, START, Branch, Step
from bot.dialogue.steps.call import Call
from bot.dialogue.steps.collect import Collect
from bot.dialogue.steps.link import Link
from bot.dialogue.steps.noop import Noop
from bot.dialogue.steps.set_slots import SetSlots

__all__ = [
    "END",
    "START",
    "Action",
    "Branch",
    "Call",
    "Collect",
    "Link",
    "Noop",
    "SetSlots",
    "Step",
]
