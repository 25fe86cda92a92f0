"""Reads typed values out of nodes and collects what is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.conditions import Condition, ConditionError, Names, compile_condition
from bot.dialogue.problem import Problem, did_you_mean
from bot.dialogue.reading.nodes import Listing, Node, Scalar, Table

# The core schema of YAML 1.2.
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_TRUE = ("true", "True", "TRUE")
_FALSE = ("false", "False", "FALSE")


class Reader:
    """Typed reading with one list of problems; `owner` begins every message."""

    def __init__(
        self, problems: list[Problem], owner: str = "", names: Names | None = None
    ) -> None:
        self.problems = problems
        self.owner = owner
        self.names = names or Names()

    def within(self, what: str, names: Names | None = None) -> Reader:
        owner = f"{self.owner}, {what}" if self.owner else what
        return Reader(self.problems, owner, names or self.names)

    def problem(self, node: Node, message: str, *, is_warning: bool = False) -> None:
        text = f"{self.owner}: {message}" if self.owner else message
        self.problems.append(
            Problem(file=node.file, line=node.line, message=text, is_warning=is_warning)
        )

    def table(
        self,
        node: Node,
        allowed: Iterable[str],
        refused: Mapping[str, str] | None = None,
        what: str = "this",
    ) -> dict[str, Node]:
        """The entries of a mapping; unknown and refused keys are problems and left out."""
        if not isinstance(node, Table):
            if not (isinstance(node, Scalar) and node.is_null):
                self.problem(node, f"{what} must be a mapping")
            return {}
        known = tuple(allowed)
        found: dict[str, Node] = {}
        for key, value in node.entries:
            if key.text in known:
                found[key.text] = value
            elif refused is not None and key.text in refused:
                self.problem(key, f"'{key.text}' is not supported: {refused[key.text]}")
            else:
                self.problem(key, f"unknown key '{key.text}'{did_you_mean(key.text, known)}")
        return found

    def missing(self, place: Node, node: Node, key: str, allowed: Iterable[str]) -> None:
        """`key` is not there; where it is misspelt, `table` has said so."""
        known = tuple(allowed)
        strange = set(node.keys() if isinstance(node, Table) else ()).difference(known)
        if not any(f"'{key}'" in did_you_mean(one, known) for one in strange):
            self.problem(place, f"'{key}' is missing")

    def blether(self, metadata: Node | None, allowed: Iterable[str]) -> dict[str, Node]:
        """Our own settings in a `metadata`; whatever else it holds is not ours to judge."""
        for key, value in self.entries(metadata, "'metadata'"):
            if key.text == "blether":
                return self.table(value, allowed, what="'blether'")
        return {}

    def entries(self, node: Node | None, what: str) -> list[tuple[Scalar, Node]]:
        """The entries of a mapping with free keys."""
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return []
        if isinstance(node, Table):
            return list(node.entries)
        self.problem(node, f"{what} must be a mapping")
        return []

    def items(self, node: Node | None, what: str) -> list[Node]:
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return []
        if isinstance(node, Listing):
            return list(node.items)
        self.problem(node, f"{what} must be a list")
        return []

    def text(self, node: Node | None, what: str) -> str:
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return node.text
        self.problem(node, f"{what} must be text")
        return ""

    def optional_text(self, node: Node | None, what: str) -> str:
        """As `text`, but null is no text."""
        if isinstance(node, Scalar) and node.is_null:
            return ""
        return self.text(node, what)

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        return tuple(self.text(item, f"an item of {what}") for item in self.items(node, what))

    def flag(self, node: Node | None, what: str, default: bool = False) -> bool:
        if node is None:
            return default
        if isinstance(node, Scalar) and node.text in _TRUE:
            return True
        if isinstance(node, Scalar) and node.text in _FALSE:
            return False
        self.problem(node, f"{what} must be true or false")
        return default

    def number(self, node: Node | None, what: str) -> float | None:
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return None
        if isinstance(node, Scalar) and _NUMBER.fullmatch(node.text):
            number = float(node.text)
            if math.isfinite(number):
                return number
        self.problem(node, f"{what} must be a number")
        return None

    def condition(self, node: Node | None) -> Condition | None:
        """A condition compiled, or None where there is none or it is wrong."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.problem(node, "a condition must be text")
            return None
        try:
            return replace(compile_condition(node.text, self.names), line=node.line)
        except ConditionError as error:
            self.problem(node, f"condition {node.text!r}: {error}")
            return None


def plain_value(node: Node | None) -> Any:
    """What a node means where no type is declared: the core schema of YAML 1.2."""
    if node is None:
        return None
    if isinstance(node, Listing):
        return [plain_value(item) for item in node.items]
    if isinstance(node, Table):
        return {key.text: plain_value(value) for key, value in node.entries}
    if not node.is_plain:
        return node.text
    if node.is_null:
        return None
    if node.text in _TRUE:
        return True
    if node.text in _FALSE:
        return False
    if _NUMBER.fullmatch(node.text):
        return float(node.text)
    return node.text
