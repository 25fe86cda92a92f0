"""What a story may assert: one file for each."""

from bot.stories.checks.check import Check
from bot.stories.checks.reading import ASSERTIONS, PLAIN_CHECKS, read_assertion, read_plain

__all__ = ["ASSERTIONS", "PLAIN_CHECKS", "Check", "read_assertion", "read_plain"]
