"""Conversation tests in YAML, played through the real turns with a clock of their own."""

from bot.stories.play import Result, play_case
from bot.stories.player import Happened, Heard, Player, Seen
from bot.stories.reading import read_stories
from bot.stories.story import Case

__all__ = [
    "Case",
    "Happened",
    "Heard",
    "Player",
    "Result",
    "Seen",
    "play_case",
    "read_stories",
]
