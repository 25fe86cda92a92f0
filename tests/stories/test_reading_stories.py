"""Files of conversation tests: what is read, and how a mistake is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.stories import read_stories
from bot.stories.story import Advance, Say, Staff


def stories(tmp_path, text: str, name: str = "a.yml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_stories([tmp_path])


def problems(tmp_path, text: str) -> list[str]:
    return [str(p).replace(f"{tmp_path}/", "") for p in stories(tmp_path, text)[1]]


STORY = """
fixtures:
  - monday: [{practice: demo}, {mocked_datetime: "2026-03-02T10:00:00+00:00"}]
metadata:
  - pressed: {button_payload: "/SetSlots(a=b)"}
stub_custom_actions:
  action_x: {events: [{event: slot, name: held, value: true}], responses: []}
  "two::action_x": {events: [], responses: [{text: Gone}]}
test_cases:
  - test_case: one
    fixtures: [monday]
    steps:
      - user: hello
      - user: 07700900100
        metadata: pressed
        assertion_order_enabled: true
        assertions:
          - flow_started: {operator: any, flow_ids: [a, b]}
          - bot_uttered: {utter_name: utter_x, text_matches: "a.*b", buttons: [{title: A}]}
          - max_segments: 1
      - bot: ignored after assertions
      - advance: 3 days
      - utter: utter_reminder
      - staff: take_over
      - staff: {reply: "Hello from me"}
  - test_case: two
    steps:
      - user: hi
      - bot: Hello
      - slot_was_set:
          - a
          - b: 3
"""


def test_a_story_is_read_with_its_fixtures_stubs_and_steps(tmp_path):
    cases, found = stories(tmp_path, STORY)
    assert found == []
    one, two = cases
    assert one.starts_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert two.starts_at == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert [step.doing for step in one.steps] == [
        Say(text="hello"),
        Say(text="07700900100", metadata={"button_payload": "/SetSlots(a=b)"}),
        Advance(by=timedelta(days=3)),
        Staff(action="take_over"),
        Staff(action="reply", text="Hello from me"),
    ]
    assert [len(step.checks) for step in one.steps] == [0, 3, 1, 0, 0]
    assert one.steps[1].is_ordered
    assert one.stubs["action_x"].events[0]["value"] is True
    assert two.stubs["action_x"].responses == ({"text": "Gone"},)
    line = STORY.splitlines().index("      - bot: Hello") + 1
    assert [check.line for check in two.steps[0].checks] == [line, line + 2, line + 3]


def test_fixtures_of_nearer_folders_win(tmp_path):
    (tmp_path / "b").mkdir()
    for folder, hour in ((tmp_path, 8), (tmp_path / "b", 9)):
        (folder / "conftest.yml").write_text(
            f'fixtures:\n  - early: [{{mocked_datetime: "2026-03-02T{hour:02}:00:00"}}]\n', "utf-8"
        )
    text = "test_cases:\n  - {test_case: x, fixtures: [early], steps: [{user: a}]}\n"
    cases, found = stories(tmp_path, text, "b/a.yml")
    assert found == []
    assert cases[0].starts_at.hour == 9


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ("[{usr: a}]", "a.yml:2: test case x: unknown key 'usr' (did you mean 'user'?)"),
        ("[{advance: a while}]", "say how long"),
        ("[{user: a, assertions: [{bot_utered: {}}]}]", "did you mean 'bot_uttered'?"),
        ("[{user: a, assertions: [{bot_uttered: {text_matches: '('}}]}]", "is not a regex"),
        ("[{user: a, assertions: [{bot_uttered: {}}]}]", "names no 'utter_name', 'text_matches'"),
        ("[{user: a, assertions: [{risk: high}]}]", "'risk' is one of"),
        ("[{user: a, assertions: [{flow_started: {flow_ids: []}}]}]", "names no flow"),
        ("[{user: a, assertions: [{flow_completed: {}}]}]", "names no flow"),
        ("[{user: a, assertions: [{slot_was_set: []}]}]", "names no slot"),
        ("[{user: a, assertions: [{slot_was_not_set: {}}]}]", "names no slot"),
        ("[{user: a, assertions: [{action_executed: }]}]", "names no action"),
        ("[{user: a, assertions: [{pattern_clarification_contains: []}]}]", "names no choice"),
        ("[{user: a}, {bot: ''}]", "names no text"),
        ("[{user: a}, {utter: }]", "names no response"),
        ("[{user: a, assertions: [{llm_judge: x}]}]", "there is no LLM"),
        ("[{user: a, metadata: pressed}]", "no metadata 'pressed'"),
        ("[]", "needs steps"),
        ("[{user: a}], fixtures: [monday]", "no fixture 'monday'"),
    ],
)
def test_a_wrong_story_is_named_with_its_place(tmp_path, steps, part):
    text = f"test_cases:\n  - {{test_case: x, steps: {steps}}}\n"
    found = problems(tmp_path, text)
    assert any(part in problem for problem in found), found


def test_a_name_that_stands_twice_is_told_at_the_second(tmp_path):
    case = "  - {test_case: x, steps: [{user: a}]}\n"
    [found] = problems(tmp_path, f"test_cases:\n{case}{case}")
    assert found.endswith("a.yml:3: test case 'x' stands twice (first in line 2)")


def test_a_name_that_is_no_text_is_one_fault(tmp_path):
    found = problems(tmp_path, "test_cases:\n  - {test_case: [a], steps: [{user: a}]}\n")
    assert [problem.partition(": ")[2] for problem in found] == ["'test_case' must be text"]


def test_a_story_may_begin_with_what_it_looks_at(tmp_path):
    text = "test_cases:\n  - {test_case: x, steps: [{slot_was_not_set: [a]}, {user: hi}]}\n"
    cases, found = stories(tmp_path, text)
    assert found == []
    assert [type(step.doing).__name__ for step in cases[0].steps] == ["Begin", "Say"]
    assert len(cases[0].steps[0].checks) == 1


@pytest.mark.parametrize(
    ("top", "part"),
    [
        ("fixtures: [{odd: [{settings: abc}]}]", "a.yml:1: fixture odd: 'settings' is a mapping"),
        ("fixtures: [{late: [{mocked_datetime: '9999-12-31'}]}]", "a year from 2000 to 2099"),
        ("fixtures: [{early: [{mocked_datetime: '0001-01-01'}]}]", "a year from 2000 to 2099"),
        ("stub_custom_actions: {action_x: {events: [abc]}}", "an item of 'events' is a mapping"),
        ("stub_custom_actions: {action_x: {responses: [hi]}}", "'responses' is a mapping"),
        ("stub_custom_actions: {'y::action_x': {events: []}}", "no test case 'y'"),
    ],
)
def test_what_cases_share_has_its_form(tmp_path, top, part):
    [found] = problems(tmp_path, f"{top}\ntest_cases: [{{test_case: x, steps: [{{user: a}}]}}]\n")
    assert part in found


@pytest.mark.parametrize("name", ["sent_nothing", "handed_over"])
def test_an_assertion_may_say_all_with_its_name(tmp_path, name):
    ways = [name, f"{{{name}: }}", f"{name}: true", f"{name}: false"]
    asserted = ", ".join(f"{{user: hi, assertions: [{way}]}}" for way in ways)
    text = f"test_cases:\n  - {{test_case: a, steps: [{asserted}]}}\n"
    (case,), found = stories(tmp_path, text)
    assert found == []
    assert [check.is_wanted for step in case.steps for check in step.checks] == [
        *(True, True, True, False)
    ]
