"""What an author should hear about flows that load: one lint a file, under `lints/`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.dialogue.lints.alike import lint_alike, lint_kept
from bot.dialogue.lints.answers import lint_answers, lint_intents, lint_synonyms
from bot.dialogue.lints.buttons import lint_buttons, lint_channels
from bot.dialogue.lints.carrier_words import lint_carrier_words
from bot.dialogue.lints.conditions import lint_conditions
from bot.dialogue.lints.helplines import Helplines, lint_helplines
from bot.dialogue.lints.jargon import lint_jargon
from bot.dialogue.lints.names import lint_names
from bot.dialogue.lints.placeholders import lint_placeholders
from bot.dialogue.lints.said_choices import lint_said_choices
from bot.dialogue.lints.segments import lint_segments
from bot.dialogue.lints.templates import lint_templates
from bot.dialogue.lints.texts_in_a_row import lint_texts_in_a_row
from bot.dialogue.lints.translations import lint_translations

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows
    from bot.dialogue.problem import Problem

MUST_BE_COMPLETE: Final = (
    "utter_crisis",
    "utter_after_crisis",
    "utter_opted_out",
    "utter_opted_in",
    "utter_help",
    "utter_person_coming",
    "utter_kept_for_person",
    "utter_failure",
)
"""Crisis, opt-out and handover texts: said in every language, or the flows are not sound."""
NO_HELPLINES: Final = Helplines()


def check(
    flows: Flows,
    *,
    languages: Sequence[str] = (),
    segments: Callable[[str], int] | None = None,
    most_segments: Mapping[str, int] | int = 1,
    helplines: Helplines = NO_HELPLINES,
    channels: Sequence[str] = (),
    carrier_words: Collection[str] = (),
    own_intents: Collection[str] = (),
) -> list[Problem]:
    """Problems and warnings beyond those that loading refuses, in order of place.

    `segments` counts the SMS segments of a text; `most_segments` is one limit, or limits by
    response name with `""` for the rest. `channels` are all that messages come by; `carrier_words`
    those that end, resume or explain texting by the carrier's own doing; `own_intents` those
    that the program itself hears.
    """
    found = [*flows.warnings]
    found += lint_names(flows)
    found += lint_alike(flows)
    found += lint_kept(flows)
    found += lint_translations(flows, languages or flows.languages[1:], MUST_BE_COMPLETE)
    found += lint_answers(flows)
    found += lint_synonyms(flows)
    found += lint_intents(flows, own_intents)
    found += lint_placeholders(flows)
    found += lint_templates(flows)
    found += lint_conditions(flows)
    found += lint_texts_in_a_row(flows)
    found += lint_helplines(flows, helplines)
    found += lint_jargon(flows)
    found += lint_buttons(flows)
    found += lint_said_choices(flows)
    found += lint_channels(flows, channels)
    found += lint_carrier_words(flows, carrier_words)
    if segments is not None:
        limits = {"": most_segments} if isinstance(most_segments, int) else most_segments
        found += lint_segments(flows, segments, limits)
    return sorted(set(found))
