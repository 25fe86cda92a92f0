"""`nlu:`: example phrases, synonyms, lookups, regexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bot.dialogue.reading.nodes import Node, Scalar, Table
from bot.dialogue.reading.reader import Reader

_KINDS: Final = ("intent", "synonym", "lookup", "regex")
# `[words](entity)`, `[words]{"entity": …}`, `[words](entity:value)`
_ENTITY: Final = re.compile(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})")


@dataclass(slots=True)
class Training:
    intents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lookups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    regexes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked_of_us: set[str] = field(default_factory=set)


def read_training(nodes: list[Node], reader: Reader) -> Training:
    training = Training()
    for node in nodes:
        _read_one(node, reader.within("nlu"), training)
    return training


def _read_one(node: Node, reader: Reader, training: Training) -> None:
    keys = (*_KINDS, "examples", "metadata")
    found = reader.table(node, keys, what="an item of nlu")
    if not isinstance(node, Table) or set(node.keys()) - set(keys):
        return  # said already
    kind = next((kind for kind in _KINDS if kind in found), None)
    if kind is None:
        reader.problem(node, f"an item of nlu is one of {', '.join(_KINDS)}")
        return
    name = reader.text(found[kind], f"'{kind}'")
    examples = _examples(found.get("examples"), reader)
    if not examples:
        reader.problem(node, f"{kind} '{name}' has no examples", is_warning=True)
    if kind == "intent":
        examples = tuple(_ENTITY.sub(r"\1", example) for example in examples)
        ours = reader.blether(found.get("metadata"), ("asked_of_us",))
        if reader.flag(ours.get("asked_of_us"), "'asked_of_us'"):
            training.asked_of_us.add(name)
    elif "metadata" in found:
        reader.problem(found["metadata"], "'metadata' is for an intent")
    if kind == "regex":
        _check_regexes(found.get("examples"), examples, reader)
    target = {
        "intent": training.intents,
        "synonym": training.synonyms,
        "lookup": training.lookups,
        "regex": training.regexes,
    }[kind]
    target[name] = (*target.get(name, ()), *examples)


def _examples(node: Node | None, reader: Reader) -> tuple[str, ...]:
    """Lines that begin with a dash, or a list."""
    if node is None:
        return ()
    if not isinstance(node, Scalar):
        return reader.texts(node, "'examples'")
    lines = [line.strip() for line in node.text.splitlines()]
    for line in lines:
        if line and not line.startswith("-"):
            reader.problem(node, f"an example begins with a dash: {line!r}")
    return tuple(line[1:].strip() for line in lines if line.startswith("-") and line[1:].strip())


def _check_regexes(node: Node | None, patterns: tuple[str, ...], reader: Reader) -> None:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            if node is not None:
                reader.problem(node, f"{pattern!r} is not a regex: {error}")
