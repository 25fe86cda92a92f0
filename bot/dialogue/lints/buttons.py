"""Buttons that lead nowhere, and channels on which nobody writes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.remark import at_response
from bot.dialogue.payloads import intent_of
from bot.dialogue.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_NUMBERED: Final = re.compile(r"\s*\d+[.):]\s*\w|\s*\d\s+[^\W\d]")


def lint_buttons(flows: Flows) -> Iterator[Problem]:
    for response in flows.responses.values():
        for variation in response.variations:
            for button in variation.buttons:
                intent = intent_of(button.payload)
                if intent and flows.flow_of_intent(intent) is None:
                    hint = did_you_mean(intent, [*flows.intents, *flows.flows])
                    message = f"no flow is begun by intent '{intent}'{hint}"
                    yield at_response(response, message, variation)
                if _NUMBERED.match(button.title.source):
                    title = button.title.source
                    message = f"button '{title}': write no number, a text numbers them itself"
                    yield at_response(response, message, variation, is_warning=True)


def lint_channels(flows: Flows, channels: Collection[str]) -> Iterator[Problem]:
    """`channels` are all that there are; without them nothing is looked at."""
    for response in flows.responses.values():
        for variation in response.variations:
            channel = variation.channel
            if channels and channel and channel not in channels:
                message = f"no channel '{channel}'{did_you_mean(channel, channels)}"
                yield at_response(response, message, variation, is_warning=True)
