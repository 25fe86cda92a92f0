"""A wish to be seen at home, in answer to a reminder: it wants no other time."""

from __future__ import annotations

from bot.understanding.answers.answer import Answer
from bot.understanding.answers.yes_no import read_yes_no
from bot.understanding.asked_of_us import asked_outright
from bot.understanding.contact_wishes import wishes_for_home_visit
from bot.understanding.situation import Situation


def read_at_home_instead(text: str, situation: Situation) -> Answer | None:
    """ "Could you come to the house instead": asked of us, where "instead" alone wants a change. A
    yes with it is an answer; the wish is kept in passing all the same."""
    said = read_yes_no(text)
    if not wishes_for_home_visit(text) or (said is not None and said[0]):
        return None
    asked = asked_outright(text, situation, but="")
    return Answer(commands=asked) if asked else None
