"""YAML as written: scalars stay text with their line, so that the schema decides the type.

YAML 1.1 makes a boolean of `yes`, YAML 1.2 drops the zero of `07700900100`: neither may
happen to an answer or a telephone number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.reader import ReaderError

from bot.dialogue.problem import Problem
from bot.dialogue.reading.not_yaml import not_yaml
from bot.quick_yaml import read_quickly

_MOST_LEVELS: Final = 80
_MOST_NODES: Final = 100_000
"""Nobody writes so much by hand. A few lines of aliases of aliases can stand for more than any
machine holds."""


@dataclass(frozen=True, slots=True)
class Scalar:
    file: str
    line: int
    text: str
    is_plain: bool

    @property
    def is_null(self) -> bool:
        return self.is_plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Listing:
    file: str
    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    file: str
    line: int
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)

    def keys(self) -> Iterator[str]:
        return (name.text for name, _ in self.entries)


Node: TypeAlias = Scalar | Listing | Table


def is_empty(node: Node) -> bool:
    """Whether a list was begun and holds nothing: `steps: []`, or nothing behind the colon."""
    if isinstance(node, Listing):
        return not node.items
    return isinstance(node, Scalar) and node.is_null


def read_yaml(text: str, file: str, problems: list[Problem]) -> Node | None:
    """The node graph of one document, or None where it is empty or not YAML."""
    node, found = _read(text, file)
    problems += found
    return node


@lru_cache(maxsize=256)
def _read(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Nodes never change, and parsing is the slow part of loading the same flows again."""
    quickly = read_quickly(text, _Nodes(file))
    if quickly is not None:
        return quickly, ()
    problems: list[Problem] = []
    return _parse(text, file, problems), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Makes the nodes of one file."""

    file: str

    def scalar(self, line: int, text: str, is_plain: bool) -> Node:
        return Scalar(self.file, line, text, is_plain)

    def listing(self, line: int, items: list[Node]) -> Node:
        return Listing(self.file, line, tuple(items))

    def table(self, line: int, entries: list[tuple[Node, Node]]) -> Node:
        return Table(self.file, line, cast(tuple[tuple[Scalar, Node], ...], tuple(entries)))


def _parse(text: str, file: str, problems: list[Problem]) -> Node | None:
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except (MarkedYAMLError, ReaderError) as error:
        line, message = not_yaml(error, text)
        problems.append(Problem(file=file, line=line, message=message))
        return None
    except YAMLError as error:
        problems.append(Problem(file=file, line=0, message=f"this is not YAML: {error}"))
        return None
    except RecursionError:
        problems.append(Problem(file=file, line=_deepest_line(text), message=_TOO_DEEP))
        return None
    if root is None:
        return None
    try:
        return _Builder(file, problems).build(root, ())
    except _TooMuch as error:
        problems.append(Problem(file=file, line=error.line, message=str(error)))
        return None


_TOO_DEEP: Final = f"nested too deeply: more than {_MOST_LEVELS} levels"


def _deepest_line(text: str) -> int:
    """Where the nesting goes beyond what may be; the events of a document come one by one."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _MOST_LEVELS:
            return int(event.start_mark.line) + 1
    return 0


_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "seq", "map")
)
"""What is not marked has one of these."""


class _TooMuch(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _Builder:
    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file = file
        self._problems = problems
        self._count = 0

    def build(self, node: Any, above: tuple[int, ...]) -> Node:
        line = node.start_mark.line + 1
        self._count += 1
        if self._count > _MOST_NODES:
            raise _TooMuch(line, "too much in one file, with what its aliases stand for")
        if len(above) > _MOST_LEVELS:
            raise _TooMuch(line, _TOO_DEEP)
        if id(node) in above:
            self._problem(line, "an alias may not hold itself")
            return Scalar(self._file, line, "", True)
        if node.tag not in _TAGS:
            self._problem(line, "a text that begins with ! wants quotes round it")
        above = (*above, id(node))
        if node.id == "mapping":
            return Table(self._file, line, self._entries(node, above))
        if node.id == "sequence":
            return Listing(self._file, line, tuple(self.build(item, above) for item in node.value))
        return Scalar(self._file, line, node.value, node.style is None)

    def _entries(self, node: Any, above: tuple[int, ...]) -> tuple[tuple[Scalar, Node], ...]:
        seen: dict[str, int] = {}
        entries: list[tuple[Scalar, Node]] = []
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.id != "scalar":
                self._problem(line, "a key must be plain text")
                continue
            key = Scalar(self._file, line, key_node.value, key_node.style is None)
            if key.text in seen:
                self._problem(line, f"'{key.text}' stands twice (first in line {seen[key.text]})")
                continue
            seen[key.text] = line
            entries.append((key, self.build(value_node, above)))
        return tuple(entries)

    def _problem(self, line: int, message: str) -> None:
        self._problems.append(Problem(file=self._file, line=line, message=message))


def to_plain(node: Node) -> Any:
    """The node as JSON without lines, quoted text marked: the form that is hashed and stored."""
    if isinstance(node, Scalar):
        return ("=" if node.is_plain else "'") + node.text
    if isinstance(node, Listing):
        return [to_plain(item) for item in node.items]
    return {key.text: to_plain(value) for key, value in node.entries}


def from_plain(data: Any, file: str) -> Node:
    """The inverse of `to_plain`; lines are lost."""
    if isinstance(data, str):
        return Scalar(file, 0, data[1:], data.startswith("="))
    if isinstance(data, list):
        return Listing(file, 0, tuple(from_plain(item, file) for item in data))
    entries = tuple(
        (Scalar(file, 0, key, True), from_plain(value, file)) for key, value in data.items()
    )
    return Table(file, 0, entries)
