"""Numbers of helplines that are wrong, by patterns from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def lint_helplines(flows: Flows, wrong: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """`wrong` are (regex, what to write instead); each hit in any language is an error."""
    patterns = [(re.compile(pattern), instead) for pattern, instead in wrong]
    for response in flows.responses.values():
        for variation in response.variations:
            for text in (variation.text, *variation.texts.values()):
                for pattern, instead in patterns:
                    hit = pattern.search(text.source)
                    if hit is not None:
                        yield at_response(response, f"'{hit.group()}': {instead}", variation)
