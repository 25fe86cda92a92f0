"""What the program knows of flows by name stands in one place, and is in flows/."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot import flow_names
from bot.flow_set import load_set
from bot.settings import Config
from tests.house.tree import CODE, name, parsed, python_files

OF_A_FLOW = frozenset({"flow", "flow_id"})


def written_in_place(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names of flows as text: given as `flow=`, or compared with what is one."""
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            values = [each.value for each in node.keywords if each.arg in OF_A_FLOW]
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(one, ast.Attribute) and one.attr in OF_A_FLOW for one in sides):
                values = sides
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                yield value.lineno, value.value


def test_every_flow_that_the_program_names_is_in_flows():
    named = {value for key, value in vars(flow_names).items() if key.endswith("_FLOW")}

    assert named
    assert named <= set(load_set(Config()).flows)


def test_no_name_of_a_flow_is_written_where_it_is_used():
    hits = [
        f"{name(path)}:{line}: {flow}"
        for path in python_files(*CODE)
        for line, flow in written_in_place(parsed(path))
    ]

    assert hits == []


def test_the_rule_on_names_would_see_them():
    tree = ast.parse(
        'StartFlow(flow="no_rush")\nquestion.flow == "check_in"\nquestion.flow == FLOW'
    )

    assert list(written_in_place(tree)) == [(1, "no_rush"), (2, "check_in")]
