"""A file that is not YAML is refused with the line to mend and what to do there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue import FlowsInvalid
from tests.dialogue.driver import flows_of


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("flows:\n\tclub:\n", 2, "a tab stands here: indent with spaces"),
        ("flows:\n  club:\n    description: Bread: a club.\n", 3, "a colon and a space wants"),
        ("flows:\n  a: b\n    c: d\n", 3, "further in than the one above"),
        ("flows:\n  club\n  a: b\n", 3, "that one lacks its colon"),
        ("flows:\n  - a: b\n   c: d\n", 3, "further in or out"),
        ("flows:\n  - a: b\n  c: d\n", 3, "lacks its dash"),
        ("flows:\n  a: b\n  clubs\n  c: d\n", 3, "a colon and a space are missing here"),
        ("flows:\n  if: {'a' 'b'} contains slots.x\n", 2, "begins with { wants quotes"),
        ("nlu: [a, b\nflows: {}\n", 2, "a [ is not closed, or a comma is missing (it begins in"),
        ("nlu: {a: b\nflows: {}\n", 2, "a { is not closed"),
        ("nlu: [a]]\n", 1, "a ] too many"),
        ('flows:\n  name: "a\n  b: c\n', 2, "a quote is opened here and nowhere closed"),
        ("flows:\n  name: 'it's ours'\n", 2, "quotes of the other kind"),
        ("flows:\n  if: \"slots.x matches '\\d'\"\n", 2, "use single quotes"),
        ("flows:\n  name: *bold*\n", 2, "begins with * wants quotes"),
        ("flows:\n  name: @home\n", 2, "begins with @ wants quotes"),
        ("flows:\n  name: - at home\n", 2, "begins with - wants quotes"),
        ("flows:\n  name: !Stop it\n", 2, "begins with ! wants quotes"),
        ("flows:\n  name: %s\n", 2, "begins with % wants quotes"),
        ("flows:\n  name: |x\n", 2, "behind | or > nothing stands"),
        ("flows: {}\n---\nflows: {}\n", 2, "a file holds one"),
        ("# all of it is put off\n", 1, "nothing stands in this file"),
        ("", 1, "nothing stands in this file"),
    ],
)
def test_the_line_and_what_to_do_there_are_said(
    tmp_path: Path, text: str, line: int, part: str
) -> None:
    with pytest.raises(FlowsInvalid) as caught:
        flows_of(tmp_path, text)
    problem = caught.value.problems[0]
    assert problem.line == line, problem
    assert part in problem.message
    assert "expected" not in problem.message


def test_a_file_in_another_encoding_is_refused_with_its_first_wrong_line(tmp_path: Path) -> None:
    (tmp_path / "club.yml").write_bytes("flows:\n  café: {}\n".encode("latin-1"))
    with pytest.raises(FlowsInvalid) as caught:
        flows_of(tmp_path, "flows: {}\n")
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (
        2,
        "cannot be read: it is not UTF-8; save it as plain text, in UTF-8",
    )
