"""Every conversation of tests/conversations and flows/, through the whole product."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue import load_flows
from bot.settings import PROJECT_ROOT, read_config
from bot.stories import Case, play_case, read_stories
from bot.stories.names import unknown_names
from bot.stories.practice_player import PracticeStage

CASES, PROBLEMS = read_stories([PROJECT_ROOT / "tests" / "conversations", PROJECT_ROOT / "flows"])


@pytest.fixture(scope="module")
def stage():
    made = PracticeStage(read_config(PROJECT_ROOT / "config.yml"))
    yield made
    made.close()


def _name(case: Case) -> str:
    return f"{Path(case.file).parent.name}: {case.name}"


def test_every_conversation_can_be_read():
    assert [str(problem) for problem in PROBLEMS] == []
    assert len(CASES) > 100


def test_what_conversations_name_is_there():
    flows = load_flows([PROJECT_ROOT / "flows"], default_language="en")
    assert [str(problem) for problem in unknown_names(CASES, flows)] == []


@pytest.mark.parametrize("case", CASES, ids=_name)
async def test_a_conversation_goes_as_written(case, stage):
    result = await play_case(case, stage)
    assert [str(problem) for problem in result.problems] == []


async def test_a_stub_stands_in_for_an_action(tmp_path, stage):
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
    assert (await play_case(cases[0], stage)).problems == ()


@pytest.mark.parametrize(
    ("fixture", "part"),
    [("{practice: nowhere}", "no practice 'nowhere'"), ("{settings: {colour: red}}", "colour")],
)
async def test_a_fixture_that_the_practice_does_not_know_is_refused(tmp_path, stage, fixture, part):
    story = f"""
fixtures: [{{odd: [{fixture}]}}]
test_cases:
  - {{test_case: x, fixtures: [odd], steps: [{{user: hi}}]}}
"""
    (tmp_path / "a.yml").write_text(story, encoding="utf-8")
    cases, _ = read_stories([tmp_path])
    result = await play_case(cases[0], stage)
    assert len(result.problems) == 1
    assert part in result.problems[0].message


async def test_a_fixture_fills_slots_before_anything_is_said(tmp_path, stage):
    story = """
fixtures: [{known: [{person_name: Jean Broon}, {questions_here: 2}]}]
test_cases:
  - test_case: x
    fixtures: [known]
    steps:
      - slot_was_set: [{person_name: Jean Broon}]
      - slot_was_not_set: [birth_date]
      - user: nae money for the rent
      - user: aye
      - user: "1"
      - user: "1"
        assertions:
          - bot_did_not_utter: {utter_name: utter_ask_person_name}
"""
    (tmp_path / "a.yml").write_text(story, encoding="utf-8")
    cases, problems = read_stories([tmp_path])
    assert problems == []
    assert [str(each) for each in (await play_case(cases[0], stage)).problems] == []


def test_a_fixture_names_slots_that_are_there(tmp_path):
    story = """
fixtures: [{odd: [{persn_name: Jean}]}]
test_cases: [{test_case: x, fixtures: [odd], steps: [{user: hi}]}]
"""
    (tmp_path / "a.yml").write_text(story, encoding="utf-8")
    flows = load_flows([PROJECT_ROOT / "flows"], default_language="en")
    [problem] = unknown_names(read_stories([tmp_path])[0], flows)
    assert "no slot 'persn_name' (did you mean 'person_name'?)" in str(problem)


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ("[{user: hi}, {staff: hand_back}]", "a.yml:2: test case x: Blether"),
        ("[{staff: take_over}]", "a.yml:2: test case x: Nobody has written yet."),
    ],
)
async def test_what_staff_cannot_do_fails_the_story_alone(tmp_path, stage, steps, part):
    (tmp_path / "a.yml").write_text(
        f"test_cases:\n  - {{test_case: x, steps: {steps}}}\n", encoding="utf-8"
    )
    cases, _ = read_stories([tmp_path])
    [problem] = (await play_case(cases[0], stage)).problems
    assert part in str(problem)
