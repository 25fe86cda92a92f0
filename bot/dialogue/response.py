"""What the bot says under one name, in variations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.conditions import Condition
from bot.dialogue.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    title: Template
    payload: str
    slots: dict[str, str]
    """What it sets, as written; empty for plain text."""
    titles: Mapping[str, Template] = field(default_factory=dict)
    """The title in other languages."""

    def title_in(self, language: str) -> Template:
        return self.titles.get(language, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSettings:
    """`metadata: {blether: …}` of a response that asks a question."""

    skip: bool = False
    multiple: bool | None = None
    """Whether several choices are all kept; false: they are asked about. Else the first counts."""
    own_words: bool = False
    """Any words answer it: what fits no choice is left for a person to read, not asked again."""
    max_reasks: int = 2
    checked_by: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    text: Template
    buttons: tuple[Button, ...] = ()
    texts: Mapping[str, Template] = field(default_factory=dict)
    """The text in other languages."""
    channel: str = ""
    condition: Condition | None = None
    settings: QuestionSettings = field(default_factory=QuestionSettings)
    extra: Mapping[str, Any] = field(default_factory=dict)
    """image, attachment, custom."""
    id: str = ""
    file: str = ""
    line: int = 0

    def text_in(self, language: str) -> Template:
        return self.texts.get(language, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    name: str
    variations: tuple[Variation, ...] = ()
    file: str = ""
    line: int = 0
