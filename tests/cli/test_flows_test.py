"""`blether flows test` never passes without having tested."""

from __future__ import annotations

import pytest

from bot.stories.run import run_from_command_line

GOOD = """
test_cases:
  - {test_case: hello, steps: [{user: hello, assertions: [%s]}]}
"""
ASKED = "bot_uttered: {utter_name: utter_ask_own_words}"


@pytest.mark.parametrize(
    ("files", "line", "wrong"),
    [
        ({"a.yml": GOOD % ASKED}, "1 conversations as written, 0 not", ""),
        ({"a.yml": "flows: {}"}, "0 conversations as written", "there are no conversations"),
        (
            {"a.yml": "version: '3.1'\ntest_case: []"},
            "a.yml:2: unknown key 'test_case' (did you mean 'test_cases'?)",
            "1 conversations not as written",
        ),
        (
            {"a.yml": GOOD % "bot_did_not_utter: {utter_name: utter_welcom}"},
            "no response 'utter_welcom' (did you mean 'utter_welcome'?)",
            "1 conversations not as written",
        ),
        (
            {"a.yml": GOOD % "flow_started: self_referal"},
            "no flow 'self_referal' (did you mean 'self_referral'?)",
            "conversations not as written",
        ),
        (
            {"a.yml": GOOD % "slot_was_not_set: [{name: money_topik}]"},
            "no slot 'money_topik' (did you mean 'money_topic'?)",
            "1 conversations not as written",
        ),
    ],
)
def test_a_story_that_tests_nothing_does_not_pass(tmp_path, files, line, wrong):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report: list[str] = []
    said = run_from_command_line([tmp_path], report.append)
    assert wrong in said
    assert bool(wrong) == bool(said)
    assert any(line in each for each in report), report


@pytest.mark.parametrize("wrong", ["bot_shouted: x", "slot_was_set: [nope]"])
def test_a_case_with_a_fault_in_it_does_not_count_as_written(tmp_path, wrong):
    text = f"{GOOD % ASKED}  - {{test_case: odd, steps: [{{user: hi, assertions: [{wrong}]}}]}}\n"
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    report: list[str] = []
    assert run_from_command_line([tmp_path], report.append) == "1 conversations not as written"
    assert report[-1] == "1 conversations as written, 1 not"
