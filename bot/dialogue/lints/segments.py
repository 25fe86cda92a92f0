"""Texts that are longer on SMS than they should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from bot.dialogue.lints.remark import at_response
from bot.dialogue.lints.typical import filled
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def lint_segments(
    flows: Flows, segments: Callable[[str], int], limits: Mapping[str, int]
) -> Iterator[Problem]:
    """Counts each text with its numbered choices, in every language."""
    for response in flows.responses.values():
        most = limits.get(response.name, limits.get("", 1))
        for variation in response.variations:
            for language in (flows.default_language, *variation.texts):
                lines = [filled(flows, variation.text_in(language))]
                lines += [
                    f"{number} {filled(flows, button.title_in(language))}"
                    for number, button in enumerate(variation.buttons, start=1)
                ]
                # Letters outside GSM 03.38, as in Polish, halve what fits into a segment.
                allowed = most if language == flows.default_language else 2 * most
                count = segments("\n".join(lines))
                if count > allowed:
                    message = f"{count} SMS segments in '{language}', {allowed} at most"
                    yield at_response(response, message, variation, is_warning=True)
