"""The reader of flows under fire: each file is a valid set of flows, or is told what is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import StartFlow
from bot.dialogue import Flows, FlowsInvalid, check, load_flows
from bot.settings import Config
from tests.dialogue.driver import Talk
from tests.properties.effort import effort

REAL = Config().flows_path()
FILES = sorted(
    path.relative_to(REAL) for path in REAL.rglob("*.yml") if "training" not in path.parts
)
PIECES = (
    *("flows:", "slots:", "responses:", "actions:", "nlu:", "session_config:", "steps:", "next:"),
    *(
        "- ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "<<: *a",
        "!!int ",
    ),
    *(
        "if: ",
        "then:",
        "else: ",
        "collect: x",
        "action: utter_x",
        "call: f",
        "link: f",
        "noop: true",
    ),
    *("description: d", "f:", "x:", "type: text", '"', "'", "|", ">", "#", "%", "---", "\t", "\0"),
    *(
        "slots.x = 1",
        "not ",
        "(",
        ")",
        " and ",
        "END",
        "START",
        "id: a",
        "null",
        "1e999",
        "ł💊",
        "\ufeff",
    ),
)
WORDS = (
    *("flows", "slots", "responses", "actions", "nlu", "session_config", "f", "g", "x", "steps"),
    *(
        "description",
        "name",
        "id",
        "collect",
        "action",
        "call",
        "link",
        "noop",
        "set_slots",
        "next",
    ),
    *("if", "then", "else", "END", "type", "text", "values", "categorical", "mappings", "buttons"),
    *("condition", "metadata", "translation", "utter_x", "utter_ask_x", "rejections", "utter"),
    *("persisted_slots", "nlu_trigger", "intent", "examples", "min_value", "initial_value", "true"),
    *(
        "slots.x",
        "slots.x = 1",
        "slots.x matches '('",
        "{x}",
        "{{x}}",
        "/SetSlots(x=1)",
        "3",
        "pattern_search",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
NODES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(WORDS) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=30,
)


def flows_or_problems(folder: Path) -> Flows | None:
    """The flows, or None where all that is wrong with them has been named with file and line."""
    try:
        flows = load_flows(folder)
    except FlowsInvalid as error:
        assert error.problems
        for problem in error.problems:
            assert Path(problem.file).suffix == ".yml", problem
            assert problem.line >= 1, problem
            assert problem.message.strip(), problem
        return None
    check(flows)
    again = Flows.from_text(flows.to_text())
    assert (again.version, again.flows.keys()) == (flows.version, flows.flows.keys())
    return flows


def try_out(flows: Flows, only: set[str]) -> None:
    """Flows that load can be begun, whatever they say."""
    for name in [name for name in flows.flows if name in only or not only]:
        talk = Talk(flows=flows)
        talk(StartFlow(flow=name))
        talk.answer(**dict.fromkeys(flows.slots, "x"))


@pytest.fixture
def one_file(tmp_path: Path) -> Callable[[str], None]:
    def read(text: str) -> None:
        (tmp_path / "flows.yml").write_text(text, encoding="utf-8", newline="")
        flows = flows_or_problems(tmp_path)
        if flows is not None:
            try_out(flows, set())

    return read


def test_any_text_is_read_or_refused(one_file: Callable[[str], None]) -> None:
    effort(150)(given(TEXTS)(one_file))()


def test_any_tree_is_read_or_refused(one_file: Callable[[str], None]) -> None:
    def read(tree: Any) -> None:
        one_file(json.dumps(tree))

    sections = st.fixed_dictionaries({"flows": NODES}, optional=dict.fromkeys(WORDS[1:6], NODES))
    effort(150)(given(sections | NODES)(read))()


@st.composite
def changed(draw: st.DrawFn) -> tuple[Path, str]:
    """A file as it is shipped, with a few slips of somebody who edits it."""
    path = draw(st.sampled_from(FILES))
    lines = (REAL / path).read_text(encoding="utf-8").splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = draw(slips(lines, at))
    return path, "".join(lines)


def slips(lines: list[str], at: int) -> st.SearchStrategy[list[str]]:
    """What may come of one line."""
    line = lines[at]
    column = st.integers(0, len(line))
    return st.one_of(
        st.just([]),
        st.just([line, line]),
        st.just(["  " + line]),
        st.just([line[1:]]),
        column.map(lambda cut: [line[:cut], "\n"]),
        st.tuples(column, st.sampled_from([*PIECES, *WORDS])).map(
            lambda put: [line[: put[0]] + put[1] + line[put[0] :]]
        ),
        st.sampled_from(lines).map(lambda other: [other]),
        st.just([lines[at - 1], line]),
    )


def test_the_flows_as_shipped_with_slips_in_them_are_read_or_refused(tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    shutil.copytree(REAL, folder, ignore=shutil.ignore_patterns("training"))
    outcomes: set[bool] = set()

    @effort(25)
    @given(changed())
    def holds(change: tuple[Path, str]) -> None:
        path, text = change
        (folder / path).write_text(text, encoding="utf-8", newline="")
        try:
            flows = flows_or_problems(folder)
        finally:
            shutil.copyfile(REAL / path, folder / path)
        outcomes.add(flows is not None)
        if flows is not None:
            try_out(flows, {path.stem})

    holds()
    assert outcomes == {True, False}, "the slips were all harmless, or all fatal"
