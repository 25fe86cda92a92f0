"""Questions and their choices as JSON values, for the part of the state that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from bot.commands import Choice, OpenQuestion

_QUESTION_FIELDS = tuple(f.name for f in fields(OpenQuestion) if f.name != "choices")
_values_of_question = attrgetter(*_QUESTION_FIELDS)


def texts(*values: Any) -> tuple[str, ...]:
    """The values, all of them text; raises TypeError."""
    if set(map(type, values)) != {str}:
        raise TypeError("text expected")
    return values


def choice_to_json(choice: Choice) -> dict[str, Any]:
    return {
        "title": choice.title,
        "payload": choice.payload,
        "slots": dict(choice.slots),
        "synonyms": list(choice.synonyms),
        "flow": choice.flow,
    }


def choice_from_json(data: Mapping[str, Any]) -> Choice:
    title, payload = texts(data["title"], data["payload"])
    return Choice(
        title=title,
        payload=payload,
        slots=dict(data["slots"]),
        synonyms=tuple(data["synonyms"]),
        flow=data.get("flow", ""),
    )


def question_to_json(question: OpenQuestion | None) -> dict[str, Any] | None:
    if question is None:
        return None
    data = dict(zip(_QUESTION_FIELDS, _values_of_question(question), strict=True))
    data["choices"] = [choice_to_json(choice) for choice in question.choices]
    return data


def question_from_json(data: Mapping[str, Any] | None) -> OpenQuestion | None:
    if data is None:
        return None
    # A question that was asked before a field existed has its default.
    values = {name: data[name] for name in _QUESTION_FIELDS if name in data}
    choices = tuple([choice_from_json(choice) for choice in data["choices"]])
    return OpenQuestion(**values, choices=choices)
