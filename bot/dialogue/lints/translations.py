"""Texts that are missing in a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def lint_translations(
    flows: Flows, languages: Sequence[str], must_be_complete: Sequence[str]
) -> Iterator[Problem]:
    """An error for the texts that must be complete, a warning for the rest."""
    for language in languages:
        for response in flows.responses.values():
            is_warning = response.name not in must_be_complete
            for variation in response.variations:
                if variation.text.source and language not in variation.texts:
                    message = f"no text in '{language}'"
                    yield at_response(response, message, variation, is_warning=is_warning)
                for button in variation.buttons:
                    if language not in button.titles:
                        message = f"button '{button.title.source}' has no title in '{language}'"
                        yield at_response(response, message, variation, is_warning=is_warning)
        for flow in flows.flows.values():
            if not flow.is_pattern and language not in flow.names:
                message = f"flow {flow.id}: no name in '{language}'"
                yield Problem(file=flow.file, line=flow.line, message=message, is_warning=True)
