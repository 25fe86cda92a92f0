import json

import pytest

from bot.understanding import RuleDetector
from bot.understanding.stream import understand_lines


def both(*lines):
    """What was answered, and what was said of lines that could not be read."""
    said = []
    answers = understand_lines(
        lines, RuleDetector(), on_unread=lambda error: said.append(str(error))
    )
    return [json.loads(line) for line in answers], said


def told(*lines):
    found, _ = both(*lines)
    return found


def test_each_line_gets_one_in_the_same_order():
    items = [{"id": "b", "text": "skint"}, {"id": 7, "text": "hi"}, {"id": None, "text": "kms"}]
    found = told(*(json.dumps(item) + "\n" for item in items))
    assert [item["id"] for item in found] == ["b", 7, None]
    assert found[0]["needs"] == ["money"]
    assert found[2]["risk"] == "crisis"
    assert set(found[0]) == {"id", "needs", "risk", "scores", "evidence"}
    assert found[0]["evidence"][0].keys() == {"label", "start", "end", "why"}


def test_blank_lines_are_passed_over():
    assert len(told("\n", '{"id": 1, "text": "hi"}', "  ")) == 1


@pytest.mark.parametrize(
    "line",
    [
        *("nonsense", "[]", '{"id": 1}', '{"text": 3}', '"text"', "[" * 100_000),
        *('{"id": 1e400, "text": "x"}', '{"id": NaN, "text": "x"}'),
        '{"id": {"of": [-Infinity]}, "text": "x"}',
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_those_behind_it_are_answered(line):
    found, said = both('{"id": 1, "text": "hi"}', line, '{"id": 2, "text": "i want to die"}')
    assert [(one["id"], one["risk"]) for one in found] == [(1, "none"), (2, "crisis")]
    assert len(said) == 1
    assert said[0].startswith("line 2 is not")
