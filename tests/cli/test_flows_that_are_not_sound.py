"""Flows that are not sound, or lack what the program itself says: told in lines, not served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.dialogue import FlowsInvalid
from bot.flow_check import check_flows
from bot.flow_set import BEGUN, SAID, load_set, refuse_unwritten
from bot.settings import PROJECT_ROOT, Config
from tests.cli.conftest import Typed
from tests.cli.test_command_line import KEY, ROOT

OWN = """\
flows:
  club: {description: Joining a club., steps: [{collect: day}, {action: action_plant}]}
slots: {day: {type: text}}
actions: [action_plant]
responses: {utter_ask_day: [{text: "Which day?", translation: {pl: "Kiedy?"}}]}
"""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    leave = shutil.ignore_patterns("messages")
    return Path(shutil.copytree(PROJECT_ROOT / "flows", tmp_path / "flows", ignore=leave))


@pytest.fixture
def config(tmp_path: Path, flows: Path) -> dict[str, str]:
    (tmp_path / "config.yml").write_text(f"flows: {flows}\n", encoding="utf-8")
    return {"BLETHER_CONFIG": str(tmp_path / "config.yml"), **KEY}


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("chat",)])
def test_a_flow_that_does_not_load_is_one_line_whoever_loads_it(
    typed: Typed, flows: Path, config: dict[str, str], command: tuple[str, ...]
) -> None:
    (flows / "club.yml").write_text(OWN.replace("collect: day", "collect: dya"), encoding="utf-8")
    done = typed(*command, **config)
    assert done.returncode == 1
    place = "flows/club.yml:2: flow club, step 0_collect_dya: slot 'dya' is not declared"
    assert done.stderr.startswith(f"blether: {place}"), done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nothing_is_served_without_the_crisis_reply(flows: Path) -> None:
    (flows / "crisis.yml").unlink()
    with pytest.raises(FlowsInvalid, match="no response 'utter_crisis', which Blether itself says"):
        load_set(Config(flows=flows))


def test_a_language_that_the_texts_are_translated_into_is_not_their_own() -> None:
    with pytest.raises(FlowsInvalid, match="'pl' is the language of each text by config"):
        load_set(Config(language="pl", additional_languages=()))


def test_a_response_that_a_step_says_must_be_there(flows: Path) -> None:
    text = OWN.replace("action: action_plant", "action: utter_plnat")
    (flows / "club.yml").write_text(text, encoding="utf-8")
    with pytest.raises(FlowsInvalid, match=r"club.yml:2: .* no response 'utter_plnat'"):
        load_set(Config(flows=flows))


def test_an_action_that_nobody_wrote_is_not_served_but_may_be_played(
    typed: Typed, flows: Path, tmp_path: Path, config: dict[str, str]
) -> None:
    (flows / "club.yml").write_text(OWN, encoding="utf-8")
    own = Config(flows=flows)
    with pytest.raises(FlowsInvalid, match=r"club.yml:2: flow club, .* there is no action"):
        refuse_unwritten(load_set(own), own)
    (tmp_path / "club_test.yml").write_text(
        "stub_custom_actions:\n  action_plant: {events: [], responses: [{text: Planted.}]}\n"
        "test_cases:\n  - test_case: planted\n    steps:\n      - user: club\n"
        "      - user: Friday\n      - bot: Planted.\n",
        encoding="utf-8",
    )
    played = typed("flows", "test", "club_test.yml", **config)
    assert played.returncode == 0, played.stdout + played.stderr


def test_a_file_of_ones_own_is_no_whole_set_and_may_be_sound(tmp_path: Path) -> None:
    (tmp_path / "club.yml").write_text(OWN, encoding="utf-8")
    report = check_flows([tmp_path / "club.yml"])
    assert report.errors == ()
    assert sum("no whole set" in warning for warning in report.warnings) == 1
    assert sum("there is no action action_plant" in warning for warning in report.warnings) == 1


def test_a_set_in_use_wants_every_word(flows: Path) -> None:
    (flows / "opt_out.yml").unlink()
    errors = check_flows([flows], Config(flows=flows)).errors
    assert any("no response 'utter_opted_out'" in error for error in errors)


def test_wrong_helplines_are_found_in_a_file_alone(tmp_path: Path) -> None:
    text = OWN.replace("Which day?", "Ring Samaritans on 116 213.")
    (tmp_path / "club.yml").write_text(text, encoding="utf-8")
    (error,) = check_flows([tmp_path / "club.yml"]).errors
    assert "116 213" in error


def test_all_faults_of_flows_and_their_stories_are_told_at_once(tmp_path: Path) -> None:
    text = OWN.replace("action: action_plant", "action: utter_plnat, next: nowhere")
    (tmp_path / "club.yml").write_text(text, encoding="utf-8")
    story = "test_cases:\n  - {test_case: a, steps: [{user: hi, assertion: []}]}\n"
    (tmp_path / "story.yml").write_text(story, encoding="utf-8")
    (tmp_path / "latin.yml").write_bytes(b"# \xe9\n")
    errors = check_flows([tmp_path]).errors
    parts = [
        "names no step 'nowhere'",
        "latin.yml:1: cannot be read: it is not UTF-8",
        "'assertion'",
    ]
    assert len(errors) == len(parts), errors
    assert all(any(part in error for error in errors) for part in parts)
    (tmp_path / "latin.yml").unlink()
    assert any("no response 'utter_plnat'" in error for error in check_flows([tmp_path]).errors)


def test_what_the_program_says_is_what_it_asks_of_flows() -> None:
    """A response that is new in the code must be asked for before anything is served."""
    code = [*(ROOT / "bot/exchange").rglob("*.py"), *(ROOT / "bot/timers").rglob("*.py")]
    code += [ROOT / "bot/turn.py", ROOT / "bot/running.py"]
    said = {
        word.partition('"')[0]
        for file in code
        for word in file.read_text(encoding="utf-8").replace('"utter_', '\0"utter_').split('\0"')
        if word.startswith("utter_")
    }
    assert said
    assert said <= set(SAID)


def test_nothing_is_served_with_a_misprinted_helpline(tmp_path: Path) -> None:
    shutil.copy(PROJECT_ROOT / "flows" / "helplines.json", tmp_path)
    text = OWN.replace("Which day?", "Citizens Advice Scotland: 0800 028 1465. Which day?")
    (tmp_path / "club.yml").write_text(text, encoding="utf-8")
    with pytest.raises(FlowsInvalid, match="'0800 028 1465': a misprint of 0800 028 1456"):
        load_set(Config(flows=tmp_path))


def test_a_list_of_helplines_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "helplines.json").write_text('{"lines": []}', encoding="utf-8")
    (tmp_path / "club.yml").write_text(OWN, encoding="utf-8")
    (error,) = check_flows([tmp_path]).errors
    assert "helplines.json: cannot be read: KeyError" in error


def test_what_a_timer_begins_may_be_answered_days_later() -> None:
    assert set(BEGUN) <= load_set(Config()).begun_by_us


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("flows: nowhere", "nowhere: no such folder; `flows` in config.yml names it"),
        (
            "understanding: {needs_flow: self_referal}",
            "no flow 'self_referal', which understanding.needs_flow in config.yml names "
            "(did you mean 'self_referral'?)",
        ),
    ],
    ids=["folder", "flow"],
)
@pytest.mark.parametrize("command", [("config", "check"), ("flows", "check")], ids=" ".join)
def test_what_config_yml_names_and_is_not_there_is_looked_for_in_config_yml(
    typed: Typed, tmp_path: Path, setting: str, says: str, command: tuple[str, ...]
) -> None:
    (tmp_path / "config.yml").write_text(f"{setting}\n", encoding="utf-8")
    done = typed(*command, BLETHER_CONFIG=str(tmp_path / "config.yml"))
    assert done.returncode == 1
    assert says in done.stderr
    assert ":0" not in done.stderr
