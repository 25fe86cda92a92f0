"""Files of flows that no author writes, and that must not bring down who reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue import FlowsInvalid
from tests.dialogue.driver import flows_of

FLOW = "flows:\n  f:\n    description: d\n    steps:\n"


def problem_of(tmp_path: Path, text: str) -> tuple[int, str]:
    """Line and message of the one thing that is wrong."""
    with pytest.raises(FlowsInvalid) as caught:
        flows_of(tmp_path, text)
    (problem,) = [one for one in caught.value.problems if "deep" in one.message][:1] or (
        caught.value.problems
    )
    return problem.line, problem.message


@pytest.mark.parametrize("levels", [100, 400])
@pytest.mark.parametrize("text", ["flows: {levels}", "version: 1\nflows:\n{tables}"])
def test_what_is_nested_too_deeply_is_said_with_its_line(
    tmp_path: Path, text: str, levels: int
) -> None:
    tables = "".join(f"{' ' * level}a:\n" for level in range(1, levels))
    line, message = problem_of(tmp_path, text.format(levels="[" * levels, tables=tables))
    assert line > 0
    assert "nested too deeply" in message or "not YAML" in message


def test_aliases_of_aliases_are_not_written_out(tmp_path: Path) -> None:
    ten = ", ".join(["*{0}"] * 10)
    rows = [f"- &a{n} [{ten.format(f'a{n - 1}')}]\n" for n in range(1, 30)]
    line, message = problem_of(tmp_path, f"nlu:\n- &a0 [x]\n{''.join(rows)}")
    assert line > 0
    assert "aliases" in message


def test_a_condition_is_not_nested_without_end(tmp_path: Path) -> None:
    step = f"      - noop: true\n        next:\n          - if: {'not ' * 3000}slots.language\n"
    line, message = problem_of(
        tmp_path, f"{FLOW}{step}            then: END\n          - else: END\n"
    )
    assert line == 7
    assert "nested too deeply" in message


def test_a_flow_may_be_longer_than_the_stack_of_python(tmp_path: Path) -> None:
    steps = "".join(
        f"      - id: s{n}\n        noop: true\n        next: s{n + 1}\n" for n in range(1050)
    )
    flows = flows_of(
        tmp_path, f"{FLOW}{steps}      - id: s1050\n        noop: true\n        next: END\n"
    )
    assert len(flows.find("f").steps) == 1051


@pytest.mark.parametrize("minutes", ["1e999", "9" * 400, "1e300", "-5", "527041"])
def test_a_session_does_not_last_longer_than_time(tmp_path: Path, minutes: str) -> None:
    text = f"flows: {{}}\nsession_config:\n  session_expiration_time: {minutes}\n"
    line, message = problem_of(tmp_path, text)
    assert line == 3
    assert "session_expiration_time" in message


def test_a_character_that_yaml_has_not_is_said_with_its_line(tmp_path: Path) -> None:
    line, message = problem_of(tmp_path, "flows: {}\n# \0\n")
    assert line == 2
    assert message.startswith("this is not YAML: a sign that is no text stands here")
