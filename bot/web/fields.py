"""Filters that turn our short ways of naming a field's parts into NHS.UK frontend's long ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final


def as_items(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Pairs of value and text as the items of a select, radios or checkboxes."""
    return [{"value": value, "text": text} for value, text in pairs]


def with_words(values: Iterable[str], words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each value beside what it is called: `modes|with_words(mode_words)`."""
    return [(value, words[value]) for value in values]


def as_errors(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Pairs of a field's id and what is wrong with it as the lines of an error summary."""
    return [{"href": f"#{field}", "text": sentence} for field, sentence in pairs]


def field_attributes(
    given: Mapping[str, Any] | None, *, required: bool = False, maxlength: int | None = None
) -> dict[str, Any]:
    made = dict(given or {})
    if required:
        made["required"] = {"value": True, "optional": True}
    if maxlength:
        made["maxlength"] = maxlength
    return made


ALL: Final = {
    "as_items": as_items,
    "with_words": with_words,
    "as_errors": as_errors,
    "field_attributes": field_attributes,
}
