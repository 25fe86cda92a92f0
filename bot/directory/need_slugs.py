"""From the category of a directory to our needs, by the map in need_to_slugs.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("need_to_slugs.json")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


@cache
def _map() -> Mapping[str, Any]:
    loaded: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def need_labels() -> tuple[str, ...]:
    """The thirteen labels, in the order of the map."""
    return tuple(_map()["needs"])


@cache
def _needs_by_slug() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for need, terms in _map()["needs"].items():
        for term in terms["categories"]:
            found.setdefault(term, []).append(need)
    for topic in _map()["topics"].values():
        for term in topic["categories"]:
            if topic["under"] and topic["under"] not in found.setdefault(term, []):
                found[term].append(topic["under"])
    return {term: tuple(needs) for term, needs in found.items()}


def needs_of(slugs: Iterable[str | None]) -> tuple[str, ...]:
    """The needs that these categories serve, each once, in the order of the categories.

    Old names are followed to the new ones; unknown and missing ones serve none.
    """
    found: dict[str, None] = {}
    for given in slugs:
        current = _map()["slug_aliases"].get(given, given)
        found.update(dict.fromkeys(_needs_by_slug().get(current or "", ())))
    return tuple(found)


def slug(name: str) -> str:
    """The slug that a category of this name would have.

    >>> slug("Money Advice")
    'money-advice'
    """
    return _NOT_IN_SLUGS.sub("-", name.casefold()).strip("-")
