"""The small language of guards, branches, rejections and conditional responses."""

from bot.dialogue.conditions.compile import compile_condition
from bot.dialogue.conditions.condition import Condition, ConditionError, Names

__all__ = ["Condition", "ConditionError", "Names", "compile_condition"]
