"""Every text of flows/, in every language, as a patient's phone would show it.

Read straight from the YAML and not through the engine, so that a fault in the engine cannot
hide a wrong number from these tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.delivery.render import numbered

FLOWS = Path(__file__).parents[2] / "flows"

# Long enough to be fair: a practice's name is longer than "Demo".
SAMPLE = {
    "freed_text": "Thu 26 March, 9:30am in person",
    "freed_until": "Thu 26 March, 9:30am",
    "practice_name": "Blether Demo Practice",
    "role_title": "link worker",
    "worker": "Morag",
    "appointment_with": "Morag",
    "first_name": "Jean",
    "team_hours": "Mon-Fri 9am-5pm",
    "needs_text": "money and housing",
    "appointment_text": "Tue 24 Nov, 10:30am by phone",
    "chat_begun": "Wed 25 March, 11:30am",
    "waiting_text": "6",
    "reminder_line": "Bring your letters.",
    "who_for": "Anyone over 16 who is registered with us.",
    "homeless_line": "0141 496 0101",
    "crisis_grant_line": "0141 496 0102",
    "chat_minutes": "30",
    "minimum_age": "16",
    "hours": "1",
    "minutes": "15",
    "reference": "4F2A9",
    "phone_to_give": "0141 496 0104",
    "practice_address": "1 Demo Street, Glasgow",
    "signpost_text": "Demo Pantry, 12 Demo St, 0141 496 0103",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One variation of one response in one language, as written."""

    response: str
    variation: int
    language: str
    template: str
    condition: str
    titles: tuple[str, ...]

    @property
    def where(self) -> str:
        return f"{self.response}[{self.variation}] {self.language}"

    @property
    def may_be_neutral(self) -> bool:
        """Whether it can be said to somebody whose phone another person may read."""
        if self.response.startswith("utter_duty_"):  # to a colleague on duty, never to a patient
            return False
        return "not slots.neutral_wording" not in self.condition

    def shown(self, **slots: str) -> str:
        """As on the phone, with sample values in place of slots and numbered answers."""
        return numbered(self.template.format_map({**SAMPLE, **slots}), self.titles)


def _files() -> Iterator[dict[str, Any]]:
    yaml = YAML(typ="safe")
    for path in sorted(FLOWS.rglob("*.yml")):
        yield yaml.load(path.read_text(encoding="utf-8"))


def _texts() -> Iterator[Text]:
    for file in _files():
        for response, variations in (file.get("responses") or {}).items():
            for at, variation in enumerate(variations):
                yield from _languages(response, at, variation)


def _languages(response: str, at: int, variation: dict[str, Any]) -> Iterator[Text]:
    buttons = variation.get("buttons") or []
    for language, template in {"en": variation["text"], **variation.get("translation", {})}.items():
        titles = tuple(
            button["title"]
            if language == "en"
            else button.get("translation", {}).get(language, {}).get("title", button["title"])
            for button in buttons
        )
        yield Text(
            response=response,
            variation=at,
            language=language,
            template=template,
            condition=str(variation.get("condition", "")),
            titles=titles,
        )


@pytest.fixture(scope="session")
def texts() -> tuple[Text, ...]:
    return tuple(_texts())


@pytest.fixture(scope="session")
def helplines() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FLOWS / "helplines.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def declared() -> dict[str, set[str]]:
    """Names declared under each key of the domain, over all files."""
    found: dict[str, set[str]] = {key: set() for key in ("slots", "responses", "flows", "actions")}
    for file in _files():
        for key, names in found.items():
            names.update(file.get(key) or ())
    return found
