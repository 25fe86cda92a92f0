"""Words that the carrier takes for itself: who is asked to answer with one is opted out by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_MEANT: Final = frozenset(("stop", "start", "help"))
"""A text may well ask for these, for what they mean to the carrier too."""
_TAKEN_TOO: Final = "yes"
"""Twilio resumes texting at it; as the title of a button it is an answer like any other."""
_ASKS: Final = re.compile(r"(?i)\b(?:reply|answer|text|send|type|write)\b")
_WORD: Final = re.compile(r"\b[A-Z]{3,}\b")


def lint_carrier_words(flows: Flows, carrier_words: Collection[str]) -> Iterator[Problem]:
    """`carrier_words` are in lower case; without them nothing is looked at."""
    if not carrier_words:
        return
    refused = {*carrier_words, _TAKEN_TOO} - _MEANT
    for response in flows.responses.values():
        for variation in response.variations:
            for text in (variation.text, *variation.texts.values()):
                words = _WORD.findall(text.source) if _ASKS.search(text.source) else []
                for word in (word for word in words if word.lower() in refused):
                    message = f"'{word}': ask for another word, the carrier takes this one"
                    yield at_response(response, message, variation, is_warning=True)
            for button in variation.buttons:
                if button.title.source.strip().lower() in carrier_words:
                    message = f"button '{button.title.source}': typed, the carrier takes this word"
                    yield at_response(response, message, variation, is_warning=True)
