"""What libyaml reads quickly is what ruamel.yaml reads, or is left to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.dialogue.problem import Problem
from bot.dialogue.reading.nodes import read_yaml, to_plain
from bot.quick_yaml import read_quickly
from bot.understanding.word_list import lexicon_names, read_lexicon

ROOT = Path(__file__).parent.parent
LEXICON = ROOT / "bot" / "understanding" / "lexicon"
FLOWS = [path for path in (ROOT / "flows").rglob("*.yml") if path.parent.name != "messages"]
PIECES = st.sampled_from(
    [
        *("a", "yes", "07700 900100", "é", "😀", "\n", "\n  ", "\n    ", " #", "#", "\t", "%"),
        *(": ", ":", "- ", "? ", "{", "}", "[", "]", ", ", '"', "'", "|\n", ">-\n"),
        *("&a ", "*a", "!t ", "---\n"),
    ]
)


class _Placed:
    """Makes nested tuples of all that is told of each node."""

    def scalar(self, line: int, text: str, is_plain: bool) -> Any:
        return line, text, is_plain

    def listing(self, line: int, items: list[Any]) -> Any:
        return line, "listing", items

    def table(self, line: int, entries: list[tuple[Any, Any]]) -> Any:
        return line, "table", entries


def _by_ruamel(text: str) -> Any:
    return _placed(YAML(typ="safe", pure=True).compose(text))


def _placed(node: Any) -> Any:
    line = node.start_mark.line + 1
    if node.id == "scalar":
        return line, node.value, node.style is None
    if node.id == "sequence":
        return line, "listing", [_placed(item) for item in node.value]
    return line, "table", [(_placed(key), _placed(value)) for key, value in node.value]


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_flows_are_read_as_ruamel_reads_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read_quickly(text, _Placed()) == _by_ruamel(text)


@pytest.mark.parametrize("name", lexicon_names(""))
def test_word_lists_are_read_as_ruamel_reads_them(name: str) -> None:
    text = (LEXICON / f"{name}.yml").read_text("utf-8")
    assert read_quickly(text, _Placed()) is not None
    assert read_lexicon(name) == YAML(typ="safe", pure=True).load(text)


@given(st.lists(PIECES, max_size=24).map("".join))
def test_whatever_is_read_quickly_is_what_ruamel_reads(text: str) -> None:
    found = read_quickly(text, _Placed())
    assert found is None or found == _by_ruamel(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &b 1\nc: *b",
        "a: 1\na: 2",
        "? [a]\n: b",
        "a:\nb: 1",
        "---\na: 1",
        "a: !t 1",
        "a: [",
        "a:\t1",
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_ruamel(text: str) -> None:
    assert read_quickly(text, _Placed()) is None


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000 + "a", "{a: " * 100_000])
def test_thousands_of_levels_are_left_to_ruamel(text: str) -> None:
    assert read_quickly(text, _Placed()) is None


def test_yes_and_telephone_numbers_stay_words() -> None:
    problems: list[Problem] = []
    node = read_yaml("a: yes\nb: 07700900100\n", "a file", problems)
    assert node is not None
    assert (to_plain(node), problems) == ({"a": "=yes", "b": "=07700900100"}, [])
