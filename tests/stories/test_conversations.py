"""Every conversation of tests/conversations and flows/, through the whole product."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import PROJECT_ROOT, read_config
from bot.stories import Case, play_case, read_stories
from bot.stories.run import practice_play

CASES, PROBLEMS = read_stories([PROJECT_ROOT / "tests" / "conversations", PROJECT_ROOT / "flows"])


def _name(case: Case) -> str:
    return f"{Path(case.file).parent.name}: {case.name}"


def test_every_conversation_can_be_read():
    assert [str(problem) for problem in PROBLEMS] == []
    assert len(CASES) > 100


@pytest.mark.parametrize("case", CASES, ids=_name)
async def test_a_conversation_goes_as_written(case):
    result = await play_case(case, practice_play(read_config(PROJECT_ROOT / "config.yml")))
    assert [str(problem) for problem in result.problems] == []


async def test_a_stub_stands_in_for_an_action_and_a_wrong_setting_is_refused(tmp_path):
    story = """
stub_custom_actions:
  action_begin_referral: {events: [], responses: [{text: "Stubbed."}]}
test_cases:
  - test_case: stubbed
    steps:
      - user: skint and the landlord wants me oot
        assertions:
          - bot_uttered: {text_matches: Stubbed}
"""
    (tmp_path / "a.yml").write_text(story, encoding="utf-8")
    cases, problems = read_stories([tmp_path])
    assert problems == []
    play = practice_play(read_config(PROJECT_ROOT / "config.yml"))
    assert (await play_case(cases[0], play)).problems == ()
