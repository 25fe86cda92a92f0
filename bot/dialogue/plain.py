"""Copies of plain values, as JSON has them."""

from __future__ import annotations

from typing import Any, Final

_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


def copied(value: Any) -> Any:
    """A copy that shares no list or dict with `value`.

    A slot holds what JSON can hold, for which copy.deepcopy takes six times as long; and most
    are plain values, which are not worth a call each.
    """
    if isinstance(value, dict):
        return {
            name: item if type(item) in _PLAIN else copied(item) for name, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return type(value)(copied(item) for item in value)
    return value
