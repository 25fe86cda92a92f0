"""The sections of all files, joined; a key that stands in two files is named with both places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.dialogue.problem import Problem
from bot.dialogue.reading.nodes import (
    Listing,
    Node,
    Scalar,
    Table,
    from_plain,
    is_empty,
    read_yaml,
    to_plain,
)
from bot.dialogue.reading.reader import Reader

TABLES: Final = ("flows", "slots", "responses", "session_config")
LISTS: Final = ("actions", "intents", "entities", "nlu")
_VERSION: Final = re.compile(r"[123](\.\d+)*")
_STORY_KEYS: Final = frozenset(("test_cases", "fixtures", "stub_custom_actions", "metadata"))
_REFUSED: Final = {
    "stories": "Blether has no stories of this kind; write flows",
    "rules": "Blether has no rules; write flows",
    "e2e_actions": "write utter_ responses",
    "pipeline": "settings live in config.yml",
    "policies": "settings live in config.yml",
}
_SHAPES: Final[dict[str, type[Table | Listing]]] = {
    **dict.fromkeys(TABLES, Table),
    **dict.fromkeys(LISTS, Listing),
}
_OTHERS: Final = frozenset(("version", "forms", *_REFUSED))


@dataclass(slots=True)
class Sections:
    tables: dict[str, dict[str, tuple[Scalar, Node]]] = field(
        default_factory=lambda: {name: {} for name in TABLES}
    )
    lists: dict[str, list[Node]] = field(default_factory=lambda: {name: [] for name in LISTS})
    is_whole: bool = True
    """False where a file or a section could not be read: more may be declared than is here."""

    @property
    def is_empty(self) -> bool:
        return not any((*self.tables.values(), *self.lists.values()))

    def lay_over(self, others: Sections) -> Sections:
        """These above others: what both name is as it is here."""
        return Sections(
            tables={name: {**others.tables[name], **self.tables[name]} for name in TABLES},
            lists={name: [*others.lists[name], *self.lists[name]] for name in LISTS},
            is_whole=self.is_whole and others.is_whole,
        )

    def to_plain(self) -> dict[str, Any]:
        tables = {
            name: {key: to_plain(node) for key, (_, node) in entries.items()}
            for name, entries in self.tables.items()
        }
        lists = {name: [to_plain(node) for node in nodes] for name, nodes in self.lists.items()}
        return {**tables, **lists}


def from_plain_sections(data: dict[str, Any], file: str) -> Sections:
    sections = Sections()
    for name in TABLES:
        for key, value in data[name].items():
            sections.tables[name][key] = (Scalar(file, 0, key, True), from_plain(value, file))
    for name in LISTS:
        sections.lists[name] = [from_plain(item, file) for item in data[name]]
    return sections


def read_sections(files: Sequence[tuple[str, str]], problems: list[Problem]) -> Sections:
    """Joins (name, text) of files; tests among them are left out."""
    sections = Sections()
    for name, text in files:
        said_before = len(problems)
        node = read_yaml(text, name, problems)
        if node is None:
            sections.is_whole = False
            if len(problems) == said_before:
                message = "nothing stands in this file: write flows into it, or remove it"
                problems.append(Problem(file=name, line=1, message=message))
        elif not isinstance(node, Table):
            sections.is_whole = False
            Reader(problems).problem(node, "a file of flows is a mapping")
        elif not _is_story(node):
            sections.is_whole &= all(_is_section(key.text, each) for key, each in node.entries)
            _join(sections, node, problems)
    return sections


def find_files(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    """All `.yml` and `.yaml` files at the paths and below, in order of name.

    The messages that the model of needs is trained on are left out: they are no flow's examples,
    and reading them would take longer than all else at a start.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found: set[Path] = set()
    for path in map(Path, given):
        if path.is_dir():
            found.update(
                p for p in path.rglob("*") if p.suffix in (".yml", ".yaml") and not _is_messages(p)
            )
        else:
            found.add(path)
    return sorted(found)


def _is_messages(path: Path) -> bool:
    return path.parts[-3:-1] == ("training", "messages")


def read_files(paths: Iterable[Path], problems: list[Problem]) -> list[tuple[str, str]]:
    """(name, text) of each file; one that cannot be read is a problem."""
    texts: list[tuple[str, str]] = []
    for path in paths:
        try:
            texts.append((shown_path(path), path.read_text(encoding="utf-8")))
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            problems.append(Problem(file=shown_path(path), line=0, message=message))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = "cannot be read: it is not UTF-8; save it as plain text, in UTF-8"
            problems.append(Problem(file=shown_path(path), line=line, message=message))
    return texts


def shown_path(path: Path) -> str:
    """As an author names it: from the working folder where it lies below that."""
    absolute, here = path.absolute(), Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


def _is_story(node: Table) -> bool:
    keys = set(node.keys())
    return bool(keys & (_STORY_KEYS - {"metadata"})) and keys <= _STORY_KEYS


def _is_section(key: str, value: Node) -> bool:
    """Whether it is one that we know: a misspelt name hides all that stands below it."""
    shape = _SHAPES.get(key)
    if shape is None:
        return key in _OTHERS
    return isinstance(value, shape) or is_empty(value)


def _join(sections: Sections, node: Table, problems: list[Problem]) -> None:
    reader = Reader(problems)
    known = (*_SHAPES, "version", "forms")
    for key, value in reader.table(node, known, _REFUSED, "the file").items():
        if key in TABLES:
            _join_table(sections.tables[key], key, value, reader)
        elif key in LISTS:
            sections.lists[key] += reader.items(value, f"'{key}'")
        elif key == "version" and not _VERSION.fullmatch(reader.text(value, "'version'")):
            message = "'version' is that of Rasa's files: \"3.1\""
            reader.problem(value, message, is_warning=True)
        elif key == "forms" and _is_filled(value):
            reader.problem(value, "'forms' is not supported: write flows")


def _join_table(
    joined: dict[str, tuple[Scalar, Node]], section: str, node: Node, reader: Reader
) -> None:
    for key, value in reader.entries(node, f"'{section}'"):
        if key.text in joined:
            first = joined[key.text][0]
            place = f"{first.file}:{first.line}"
            reader.problem(key, f"{section.rstrip('s')} {key.text} stands twice (first in {place})")
        else:
            joined[key.text] = (key, value)


def _is_filled(node: Node) -> bool:
    if isinstance(node, Table):
        return bool(node.entries)
    if isinstance(node, Listing):
        return bool(node.items)
    return not node.is_null
