"""From YAML files to cases; every problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.channels.duration import parse_duration
from bot.dialogue import Problem
from bot.dialogue.reading.nodes import Node, Scalar, Table, read_yaml
from bot.dialogue.reading.reader import Reader, plain_value
from bot.dialogue.reading.sections import find_files, read_files
from bot.stories.checks import PLAIN_CHECKS, Check, read_assertion, read_plain
from bot.stories.misspelt import refuse_misspelt
from bot.stories.shared import (
    SCENE,
    STARTS_AT,
    Shared,
    as_shared,
    read_fixtures,
    read_stubs,
    refuse_unknown_cases,
    stubs_for,
)
from bot.stories.story import Advance, Begin, Case, Doing, Say, Staff, StoryStep, Stub

CONFTEST: Final = "conftest.yml"
_FILE_KEYS: Final = ("fixtures", "stub_custom_actions", "test_cases", "metadata")
_DOING: Final = ("user", "advance", "staff")
_STEP_KEYS: Final = (*_DOING, "assertions", "assertion_order_enabled", "metadata")


def read_stories(paths: Iterable[str | Path]) -> tuple[list[Case], list[Problem]]:
    """All cases of the files and folders, and what is wrong with those that do not read."""
    problems: list[Problem] = []
    cases: list[Case] = []
    for path in find_files(paths):
        if path.name == CONFTEST:
            continue
        node = _read_file(path, problems)
        if not isinstance(node, Table):
            continue
        if node.get("test_cases") is not None:
            cases += _read_cases(path, node, Reader(problems))
        else:
            refuse_misspelt(node, _FILE_KEYS, Reader(problems))
    return cases, problems


def _read_file(path: Path, problems: list[Problem]) -> Node | None:
    for name, text in read_files([path], problems):
        return read_yaml(text, name, problems)
    return None


def _read_cases(path: Path, node: Table, reader: Reader) -> list[Case]:
    found = reader.table(node, _FILE_KEYS, what="a file of tests")
    shared = _inherited(path, reader)
    shared.fixtures |= read_fixtures(found.get("fixtures"), reader)
    metadata = _metadata(found.get("metadata"), reader)
    file_stubs = read_stubs(found.get("stub_custom_actions"), reader)
    items = reader.items(found.get("test_cases"), "'test_cases'")
    names = [name for name in map(_name_of, items) if isinstance(name, Scalar)]
    refuse_unknown_cases(found.get("stub_custom_actions"), [name.text for name in names], reader)
    is_many = len(items) > 1
    cases: list[Case] = []
    for item in items:
        case = _read_case(item, reader, shared, metadata, file_stubs, is_many)
        if case is not None:
            cases.append(case)
    _refuse_repeated(names, reader)
    return cases


def _refuse_repeated(names: Sequence[Scalar], reader: Reader) -> None:
    first: dict[str, Scalar] = {}
    for name in names:
        before = first.setdefault(name.text, name)
        if before is not name:
            message = f"test case '{name.text}' stands twice (first in line {before.line})"
            reader.problem(name, message)


def _name_of(item: Node) -> Node | None:
    return item.get("test_case") if isinstance(item, Table) else None


def _inherited(path: Path, reader: Reader) -> Shared:
    shared = Shared()
    for folder in reversed(path.resolve().parents):
        conftest = folder / CONFTEST
        if conftest.is_file():
            node = _read_file(conftest, reader.problems)
            if node is not None:
                found = reader.table(node, _FILE_KEYS, what="conftest.yml")
                shared.fixtures |= read_fixtures(found.get("fixtures"), reader)
                stubs = read_stubs(found.get("stub_custom_actions"), reader)
                shared.stubs |= {name: as_shared(stub) for name, stub in stubs.items()}
    return shared


def _metadata(node: Node | None, reader: Reader) -> dict[str, dict[str, Any]]:
    """`- name: {key: value}`, which a `user` step may name."""
    return {
        name.text: plain_value(value)
        for item in reader.items(node, "'metadata'")
        for name, value in reader.entries(item, "metadata")
    }


def _read_case(
    node: Node,
    reader: Reader,
    shared: Shared,
    metadata: Mapping[str, Mapping[str, Any]],
    file_stubs: Mapping[str, Stub],
    is_many: bool,
) -> Case | None:
    found = reader.table(node, ("test_case", "fixtures", "metadata", "steps"), what="a test case")
    name = reader.text(found.get("test_case"), "'test_case'")
    if not name:
        if isinstance(found.get("test_case"), Scalar | None):
            reader.problem(node, "a test case needs a name: 'test_case'")
        return None
    reader = reader.within(f"test case {name}")
    values: dict[str, Any] = {}
    for item in reader.items(found.get("fixtures"), "'fixtures'"):
        fixture = reader.text(item, "a fixture")
        if fixture not in shared.fixtures:
            reader.problem(item, f"no fixture '{fixture}'")
        values |= shared.fixtures.get(fixture, {})
    steps = _read_steps(found.get("steps"), reader, metadata)
    if not steps:
        reader.problem(node, "a test case needs steps")
    return Case(
        name=name,
        steps=steps,
        starts_at=values.get("mocked_datetime", STARTS_AT),
        practice=str(values.get("practice", "demo")),
        settings=values.get("settings") or {},
        slots={name: value for name, value in values.items() if name not in SCENE},
        stubs={**shared.stubs, **stubs_for(name, file_stubs, is_many)},
        file=node.file,
        line=node.line,
    )


def _read_steps(
    node: Node | None, reader: Reader, metadata: Mapping[str, Mapping[str, Any]]
) -> tuple[StoryStep, ...]:
    steps: list[StoryStep] = []
    takes_plain = True
    for item in reader.items(node, "'steps'"):
        if not _is_plain(item):
            step = _read_step(item, reader, metadata)
            if step is not None:
                takes_plain = not step.checks
                steps.append(step)
        elif takes_plain:
            assert isinstance(item, Table)
            if not steps:
                steps.append(StoryStep(doing=Begin(), file=item.file, line=item.line))
            steps[-1] = _with_checks(steps[-1], _plain_checks(item, reader))
    return tuple(steps)


def _is_plain(node: Node) -> bool:
    if not isinstance(node, Table) or set(node.keys()) & set(_DOING):
        return False
    return not set(node.keys()).isdisjoint(PLAIN_CHECKS)


def _plain_checks(node: Table, reader: Reader) -> list[Check]:
    found = reader.table(node, PLAIN_CHECKS, what="a plain step")
    return [check for name, value in found.items() for check in read_plain(name, value, reader)]


def _with_checks(step: StoryStep, checks: list[Check]) -> StoryStep:
    return StoryStep(
        doing=step.doing,
        checks=(*step.checks, *checks),
        is_ordered=step.is_ordered,
        file=step.file,
        line=step.line,
    )


def _read_step(
    node: Node, reader: Reader, metadata: Mapping[str, Mapping[str, Any]]
) -> StoryStep | None:
    found = reader.table(node, _STEP_KEYS, what="a step")
    kinds = [kind for kind in _DOING if kind in found]
    if len(kinds) != 1:
        reader.problem(node, f"a step is one of {', '.join((*_DOING, *PLAIN_CHECKS))}")
        return None
    doing = _read_doing(kinds[0], found, reader, metadata)
    checks = [
        check
        for item in reader.items(found.get("assertions"), "'assertions'")
        for check in read_assertion(item, reader)
    ]
    is_ordered = reader.flag(found.get("assertion_order_enabled"), "'assertion_order_enabled'")
    if doing is None:
        return None
    return StoryStep(
        doing=doing, checks=tuple(checks), is_ordered=is_ordered, file=node.file, line=node.line
    )


def _read_doing(
    kind: str,
    found: Mapping[str, Node],
    reader: Reader,
    metadata: Mapping[str, Mapping[str, Any]],
) -> Doing | None:
    node = found[kind]
    if kind == "user":
        extra = _step_metadata(found.get("metadata"), reader, metadata)
        return Say(text=reader.text(node, "'user'"), metadata=extra)
    if kind == "advance":
        try:
            return Advance(by=parse_duration(reader.text(node, "'advance'")))
        except ValueError as error:
            reader.problem(node, str(error))
            return None
    if isinstance(node, Scalar):
        return Staff(action=node.text)
    reply = reader.table(node, ("reply",), what="'staff'")
    return Staff(action="reply", text=reader.text(reply.get("reply"), "'reply'"))


def _step_metadata(
    node: Node | None, reader: Reader, metadata: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    if node is None:
        return {}
    if isinstance(node, Table):
        values: Mapping[str, Any] = plain_value(node)
        return values
    name = reader.text(node, "'metadata'")
    if name not in metadata:
        reader.problem(node, f"no metadata '{name}'")
    return metadata.get(name, {})
