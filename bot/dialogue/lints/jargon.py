"""Words of the office in texts of the default language; a text is read by a worried person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

JARGON: Final = re.compile(
    r"(?i)\b(?:referral|refer(?:red|s)?|triage|assessment|intervention|wellbeing|social prescri\w+"
    r"|signpost\w*|service user|client|pathway|outcome|eligib\w+|disclos\w+|facilitat\w+|utili[sz]e"
    r"|regarding|commence|prior to|in order to|additional|require[sd]?|attend(?:ance)?|provider"
    r"|multi-?disciplinary|holistic|DNA|consent|please note|kindly|unfortunately|inform(?:ed)? you"
    r"|do not hesitate|at your earliest convenience|valid|invalid|submit|select|option [0-9])\b"
)


def lint_jargon(flows: Flows) -> Iterator[Problem]:
    """In English alone: no other language has a list."""
    if flows.default_language != "en":
        return
    for response in flows.responses.values():
        for variation in response.variations:
            shown = (variation.text, *(button.title for button in variation.buttons))
            for text in shown:
                hit = JARGON.search(re.sub(r"\{[^{}]*\}", " ", text.source))
                if hit is not None:
                    message = f"'{hit.group()}': say it in plain words"
                    yield at_response(response, message, variation, is_warning=True)
