"""docs/writing-flows.md, followed to the letter: its examples are put where they say, and its story
goes as written."""

from __future__ import annotations

import re
import shutil
from itertools import takewhile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.flow_check import Report, check_flows
from bot.settings import PROJECT_ROOT, Config
from bot.stories.run import run_from_command_line
from bot.understanding.detection import NEEDS
from tests.house.tree import ROOT

GUIDE = ROOT / "docs" / "writing-flows.md"
_EXAMPLE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = _EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The flows as whoever followed the guide has them, and the one in use here."""
    shutil.copytree(PROJECT_ROOT / "flows", tmp_path / "flows")
    for place, text in EXAMPLES:
        _follow(tmp_path / place, text)
    (tmp_path / "config.yml").write_text(f"flows: {tmp_path / 'flows'}\n", encoding="utf-8")
    monkeypatch.setenv("BLETHER_CONFIG", str(tmp_path / "config.yml"))
    return tmp_path


def _follow(file: Path, example: str) -> None:
    """A file that is not there is made; in one that is, the lines that it has not got yet are put
    behind those that it has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_text(example, encoding="utf-8")
        return
    kept = file.read_text(encoding="utf-8")
    known = "".join(takewhile(lambda line: line in kept, example.splitlines(keepends=True)))
    assert kept.count(known) == 1, f"{file.name} has not got the lines that the example begins with"
    file.write_text(kept.replace(known, example), encoding="utf-8")


def checked(clone: Path) -> Report:
    return check_flows([clone / "flows"], Config(flows=clone / "flows"))


def test_each_example_says_where_it_goes() -> None:
    assert len(EXAMPLES) == GUIDE.read_text(encoding="utf-8").count("```yaml")


def test_the_story_of_the_guide_goes_as_written(clone: Path) -> None:
    report: list[str] = []
    said = run_from_command_line([clone / "tests"], report.append)
    assert (said, report) == ("", ["1 conversations as written, 0 not"])


def test_what_is_remarked_is_what_the_guide_says(clone: Path) -> None:
    found = checked(clone)
    assert found.errors == ()
    assert found.warnings
    assert [each for each in found.warnings if "'pl'" not in each] == []


def test_a_branch_for_a_need_that_nobody_can_have_is_remarked_on(clone: Path) -> None:
    way = clone / "flows" / "self_referral.yml"
    text = way.read_text(encoding="utf-8")
    way.write_text(text.replace('next_need = "caring"', 'next_need = "transport"'), "utf-8")
    assert any("slots.next_need is never 'transport'" in each for each in checked(clone).warnings)


def test_the_needs_that_flows_may_ask_about_are_those_that_can_be_heard() -> None:
    domain = YAML(typ="safe", pure=True).load(PROJECT_ROOT / "flows" / "domain.yml")
    assert domain["slots"]["next_need"]["values"] == [*NEEDS, "done"]
