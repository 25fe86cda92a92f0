"""Stories of an author's own flows, in a folder of theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.dialogue import FlowsInvalid, load_flows
from bot.settings import PROJECT_ROOT, Config
from bot.stories.flows_to_play import flows_to_play
from bot.stories.run import run_from_command_line

CLUB = """\
flows:
  club:
    description: Joining a club.
    nlu_trigger: [{intent: join_club}]
    steps:
      - collect: plot
      - action: utter_planted
slots: {plot: {type: categorical, values: [small, big]}}
responses:
  utter_ask_plot: [{text: "What size?", buttons: [{title: Small}, {title: Big}]}]
  utter_planted: [{text: "A {plot} one, then."}]
nlu: [{intent: join_club, examples: "- can I join the garden club\\n"}]
"""
STORY = """\
test_cases:
  - test_case: a big plot
    steps:
      - user: can I join the garden club
        assertions: [{flow_started: club}, {bot_uttered: {utter_name: utter_ask_plot}}]
      - user: "2"
        assertions:
          - slot_was_set: [{name: plot, value: big}]
          - bot_uttered: {text_matches: "^A big one, then.$"}
"""
DANGER = """\
test_cases:
  - test_case: danger
    steps:
      - user: whats the point anymore
        assertions: [{bot_uttered: {text_matches: WORDS}}, {risk: crisis}]
"""


def played(folder: Path) -> tuple[str, list[str]]:
    report: list[str] = []
    return run_from_command_line([folder], report.append), report


def test_a_folder_of_flows_and_stories_is_played_with_the_flows_in_it(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "club.yml").write_text(CLUB, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "club.yml").write_text(STORY, encoding="utf-8")
    (tmp_path / "tests" / "danger.yml").write_text(
        DANGER.replace("WORDS", "116 123"), encoding="utf-8"
    )
    wrong, report = played(tmp_path)
    assert (wrong, report) == ("", ["2 conversations as written, 0 not"])


def test_what_they_name_as_it_is_named_in_use_takes_its_place(tmp_path: Path) -> None:
    own = 'responses: {utter_crisis: [{text: "Own words: 999, 111, 116 123."}]}\n'
    (tmp_path / "crisis.yml").write_text(own, encoding="utf-8")
    (tmp_path / "story.yml").write_text(DANGER.replace("WORDS", "Own words"), encoding="utf-8")
    assert played(tmp_path) == ("", ["1 conversations as written, 0 not"])


def test_flows_may_lean_on_those_in_use(tmp_path: Path) -> None:
    leans = CLUB.replace("action: utter_planted", "link: pattern_human_handoff")
    leans = leans.replace("      - link", "      - call: choose_time\n      - link")
    (tmp_path / "club.yml").write_text(leans, encoding="utf-8")
    story = STORY.partition('      - user: "2"')[0]
    (tmp_path / "story.yml").write_text(story, encoding="utf-8")
    assert played(tmp_path) == ("", ["1 conversations as written, 0 not"])


def test_a_whole_set_elsewhere_is_played_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROJECT_ROOT / "flows", tmp_path / "flows"))
    shutil.rmtree(folder / "training")
    (folder / "club.yml").write_text(CLUB, encoding="utf-8")
    alone = flows_to_play([folder], Config())
    assert "join_club" in alone.intents and "self_referral" not in alone.intents
    (folder / "opt_out.yml").unlink()
    assert "utter_opted_out" in flows_to_play([folder], Config()).responses


def test_stories_alone_are_played_with_the_flows_in_use(tmp_path: Path) -> None:
    (tmp_path / "story.yml").write_text(STORY, encoding="utf-8")
    in_use = load_flows(PROJECT_ROOT / "flows")
    own = PROJECT_ROOT / "flows" / "needs"
    for paths in ([tmp_path], [own], [PROJECT_ROOT / "flows", tmp_path]):
        assert flows_to_play(paths, Config()).version == in_use.version


def test_faults_of_own_flows_are_named(tmp_path: Path) -> None:
    text = CLUB.replace("action: utter_planted", "{action: utter_planted, next: nope}")
    (tmp_path / "club.yml").write_text(text, encoding="utf-8")
    (tmp_path / "story.yml").write_text(STORY, encoding="utf-8")
    with pytest.raises(FlowsInvalid, match=r"club.yml:7: .*'next' names no step 'nope'"):
        played(tmp_path)


def test_a_stub_of_a_file_that_none_of_its_cases_uses_fails(tmp_path: Path) -> None:
    stub = "stub_custom_actions:\n  action_look_up: {events: [], responses: []}\n"
    cases = "\n".join(f"  - {{test_case: {name}, steps: [{{user: hello}}]}}" for name in "ab")
    (tmp_path / "story.yml").write_text(f"{stub}test_cases:\n{cases}\n", encoding="utf-8")
    wrong, report = played(tmp_path)
    assert wrong == "1 conversations not as written"
    assert report[0].endswith("story.yml:2: stub action_look_up: no test case of this file uses it")


def test_order_is_that_of_all_that_happened(tmp_path: Path) -> None:
    (tmp_path / "club.yml").write_text(CLUB, encoding="utf-8")
    uttered, ended = "{bot_uttered: {utter_name: utter_planted}}", "{flow_completed: club}"
    for first, second, passes in ((uttered, ended, True), (ended, uttered, False)):
        last = f"assertion_order_enabled: true, assertions: [{first}, {second}]"
        story = STORY.partition('      - user: "2"')[0] + f'      - {{user: "2", {last}}}\n'
        (tmp_path / "story.yml").write_text(story, encoding="utf-8")
        assert (played(tmp_path)[0] == "") is passes


def test_the_welcome_stands_before_what_is_asked(tmp_path: Path) -> None:
    texts = [
        f"{{bot_uttered: {{utter_name: utter_{one}}}}}" for one in ("welcome", "ask_own_words")
    ]
    for order, passes in ((texts, True), (texts[::-1], False)):
        step = f"{{user: hello, assertion_order_enabled: true, assertions: [{', '.join(order)}]}}"
        story = f"test_cases:\n  - test_case: hello\n    steps:\n      - {step}\n"
        (tmp_path / "story.yml").write_text(story, encoding="utf-8")
        assert (played(tmp_path)[0] == "") is passes


MEMBER = f"""\
{CLUB.replace("slots: {", "slots: {member: *member, ")}
actions: [action_look_up]
""".replace(
    "*member",
    "{type: text, mappings: [{type: controlled, run_action_every_turn: action_look_up}]}",
)
MEMBER_STORY = """\
stub_custom_actions:
  action_look_up: {events: [EVENT], responses: []}
test_cases:
  - test_case: known at every turn
    steps:
      - user: can I join the garden club
        assertions: [{slot_was_set: [{name: member, value: Jean}]}]
      - user: "1"
        assertions: [{bot_uttered: {text_matches: "one, then, Jean"}}]
"""
DANGER_TOO = """\
  - test_case: nothing comes before danger
    steps:
      - user: whats the point anymore
        assertions: [{risk: crisis}, {slot_was_not_set: [{name: member}]}]
"""


def test_a_slot_may_be_filled_by_an_action_at_every_turn(tmp_path: Path) -> None:
    club = MEMBER.replace("one, then.", "one, then, {member}.")
    (tmp_path / "club.yml").write_text(club, encoding="utf-8")
    event = "{event: slot, name: member, value: Jean}"
    story = MEMBER_STORY.replace("EVENT", event) + DANGER_TOO
    (tmp_path / "story.yml").write_text(story, encoding="utf-8")
    assert played(tmp_path) == ("", ["2 conversations as written, 0 not"])


@pytest.mark.parametrize("event", ["{event: pause}", "{event: slot, name: nobody, value: 1}"])
def test_what_else_it_returns_is_answered_as_a_failure(tmp_path: Path, event: str) -> None:
    (tmp_path / "club.yml").write_text(MEMBER, encoding="utf-8")
    story = MEMBER_STORY.replace("EVENT", event).partition("        assertions")[0]
    story += "        assertions: [{bot_uttered: {utter_name: utter_failure}}]\n"
    (tmp_path / "story.yml").write_text(story, encoding="utf-8")
    assert played(tmp_path) == ("", ["1 conversations as written, 0 not"])
