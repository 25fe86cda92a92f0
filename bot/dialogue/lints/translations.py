"""Texts that are missing in a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.dialogue.lints.remark import at_response
from bot.dialogue.problem import Problem

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def _not_offered(flows: Flows, languages: Sequence[str]) -> Iterator[Problem]:
    """Texts in a language that nobody is answered in, most likely for a slip of the pen."""
    offered = {flows.default_language, *languages}
    for response in flows.responses.values():
        for variation in response.variations:
            named = {language for button in variation.buttons for language in button.titles}
            for language in sorted((named | variation.texts.keys()) - offered):
                message = f"'{language}' is none of the languages on offer"
                yield at_response(response, message, variation, is_warning=True)
    for flow in flows.flows.values():
        for language in sorted(flow.names.keys() - offered):
            message = f"flow {flow.id}: '{language}' is none of the languages on offer"
            yield Problem(file=flow.file, line=flow.line, message=message, is_warning=True)


def _in_another_language(flows: Flows) -> Iterator[Problem]:
    """The first text that is translated into the language in which all are said to be written:
    they are in another, and what is missing in this one would be found by nobody."""
    language = flows.default_language
    for response in flows.responses.values():
        for variation in response.variations:
            if language in variation.texts:
                message = (
                    f"'{language}' is the language of each text by config.yml, and this one has "
                    f"a translation into it: set `language` to what the texts are written in"
                )
                yield at_response(response, message, variation)
                return


def lint_translations(
    flows: Flows, languages: Sequence[str], must_be_complete: Sequence[str]
) -> Iterator[Problem]:
    """An error for the texts that must be complete, a warning for the rest."""
    yield from _not_offered(flows, languages)
    yield from _in_another_language(flows)
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
