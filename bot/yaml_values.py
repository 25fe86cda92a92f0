"""Files of our own in YAML, as lists, tables, texts and numbers."""

from __future__ import annotations

import re
from typing import Any, Final

from ruamel.yaml import YAML

from bot.quick_yaml import read_quickly

_NUMBER: Final = re.compile(r"[0-9]+\.[0-9]+")
_BOOLEANS: Final = {"true": True, "false": False}


def read_values(text: str) -> Any:
    """What `text` holds; raises ruamel's YAMLError where it is none."""
    content: Any = read_quickly(text, _Values())
    return YAML(typ="safe", pure=True).load(text) if content is None else content


class _Values:
    """Makes what YAML has: texts and numbers, yes and no, lists and tables."""

    def scalar(self, line: int, text: str, is_plain: bool) -> Any:
        if not is_plain:
            return text
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        return float(text) if _NUMBER.fullmatch(text) else text

    def listing(self, line: int, items: list[Any]) -> Any:
        return items

    def table(self, line: int, entries: list[tuple[Any, Any]]) -> Any:
        return dict(entries)
