import json

import pytest

from bot.understanding import RuleDetector
from bot.understanding.stream import StreamError, understand_lines


def told(*lines):
    return [json.loads(line) for line in understand_lines(lines, RuleDetector())]


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


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": 1}', '{"text": 3}', '"text"'])
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(StreamError, match="line 2"):
        told('{"id": 1, "text": "hi"}', line)
