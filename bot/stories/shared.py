"""What cases share: fixtures that set a scene, and stubs that stand in for actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

from bot.dialogue.problem import did_you_mean
from bot.dialogue.reading.nodes import Node, Table
from bot.dialogue.reading.reader import Reader, plain_value
from bot.stories.story import Stub

STARTS_AT: Final = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning, unless a fixture says otherwise."""
SCENE: Final = frozenset(["practice", "mocked_datetime", "settings"])
"""Keys of a fixture that are no slots."""
_YEARS: Final = range(2000, 2100)


@dataclass(slots=True)
class Shared:
    """What a file takes over from the conftest.yml of its folders, nearest last."""

    fixtures: dict[str, dict[str, Any]] = field(default_factory=dict)
    stubs: dict[str, Stub] = field(default_factory=dict)


def as_shared(stub: Stub) -> Stub:
    """The stub, for many cases of which not each need use it."""
    return replace(stub, is_shared=True)


def read_fixtures(node: Node | None, reader: Reader) -> dict[str, dict[str, Any]]:
    """`- name: [{key: value}, …]`; a key is of the scene, or a slot."""
    fixtures: dict[str, dict[str, Any]] = {}
    for item in reader.items(node, "'fixtures'"):
        for name, parts in reader.entries(item, "a fixture"):
            values: dict[str, Any] = {}
            for part in reader.items(parts, f"fixture {name.text}"):
                inner = reader.within(f"fixture {name.text}")
                for key, value in inner.entries(part, "a fixture"):
                    values[key.text] = _fixture_value(key.text, value, inner)
            fixtures[name.text] = values
    return fixtures


def _fixture_value(key: str, node: Node, reader: Reader) -> Any:
    if key == "settings" and not isinstance(node, Table):
        reader.problem(node, "'settings' is a mapping of what the practice has chosen")
        return {}
    if key != "mocked_datetime":
        return plain_value(node)
    try:
        moment = datetime.fromisoformat(reader.text(node, key))
    except ValueError:
        reader.problem(node, "'mocked_datetime' is an ISO 8601 time")
        return STARTS_AT
    if moment.year not in _YEARS:
        reader.problem(node, f"'mocked_datetime' is in a year from {_YEARS[0]} to {_YEARS[-1]}")
        return STARTS_AT
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def read_stubs(node: Node | None, reader: Reader) -> dict[str, Stub]:
    """`action: {events: […], responses: […]}`, also written `case::action`."""
    stubs: dict[str, Stub] = {}
    for name, value in reader.entries(node, "'stub_custom_actions'"):
        inner = reader.within(f"stub {name.text}")
        found = inner.table(value, ("events", "responses"), what="a stub")
        stubs[name.text] = Stub(
            events=_mappings(found.get("events"), "event", inner),
            responses=_mappings(found.get("responses"), "response", inner),
            file=name.file,
            line=name.line,
        )
    return stubs


def _mappings(node: Node | None, what: str, reader: Reader) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for item in reader.items(node, f"'{what}s'"):
        if isinstance(item, Table):
            found.append(plain_value(item))
        else:
            reader.problem(item, f"an item of '{what}s' is a mapping")
    return tuple(found)


def refuse_unknown_cases(node: Node | None, cases: Collection[str], reader: Reader) -> None:
    """A stub for a case that is not in the file would never be used."""
    for key in (key for key, _ in node.entries) if isinstance(node, Table) else ():
        case, separator, _ = key.text.partition("::")
        if separator and case not in cases:
            reader.problem(key, f"no test case '{case}'{did_you_mean(case, cases)}")


def stubs_for(case: str, stubs: Mapping[str, Stub], is_many: bool) -> dict[str, Stub]:
    """Those of the whole file, and those written `case::action`, which win."""
    general = {
        name: as_shared(stub) if is_many else stub
        for name, stub in stubs.items()
        if "::" not in name
    }
    own = {
        name.partition("::")[2]: stub
        for name, stub in stubs.items()
        if name.partition("::")[0] == case and "::" in name
    }
    return {**general, **own}
