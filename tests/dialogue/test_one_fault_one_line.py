"""Each thing that an author gets wrong is one line, at its place, and nothing follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue import FlowsInvalid, check, load_flows

BASE = """\
flows:
  club:
    description: Joining the garden club.
    steps:
      - collect: plot
      - collect: grows
        next:
          - if: slots.grows
            then:
              - action: utter_welcome
                next: END
          - else: teach
      - id: teach
        action: utter_teach
slots:
  plot: {type: categorical, values: [small, big]}
  grows: {type: bool}
  rows: {type: float, min_value: 0, max_value: 20}
  nick: {type: text}
responses:
  utter_failure: [{text: "Sorry."}]
  utter_ask_plot:
    - text: "What size?"
      buttons: [{title: "Small", payload: "/SetSlots(plot=small)"}]
  utter_ask_grows: [{text: "Have you grown things?"}]
  utter_welcome: [{text: "Grand."}]
  utter_teach: [{text: "We'll show you."}]
"""
ONE_STEP = "{description: d, steps: [{action: utter_teach}]}"
TOO_SURE = "{intent: {name: a, confidence_threshold: 8}}"
SEVERAL = "metadata: {blether: {multiple: true}}"
REFUSED = "          - if: slots.plot = 'big'\n            utter: utter_no"
ELSE = "          - else: teach\n"
TEACH = "        action: utter_teach\n"


def told(tmp_path: Path, text: str) -> list[tuple[int, str, bool]]:
    """(line, message, is it an error) of all that is said, but for the built-in patterns' words."""
    (tmp_path / "club.yml").write_text(text, encoding="utf-8")
    try:
        found = check(load_flows(tmp_path), channels=("sms", "web"), languages=("pl",))
    except FlowsInvalid as error:
        found = error.problems
    return [
        (problem.line, problem.message, not problem.is_warning)
        for problem in found
        if problem.line and " in 'pl'" not in problem.message
    ]


def errors(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    return [(line, message) for line, message, is_error in told(tmp_path, text) if is_error]


def test_the_sound_one_is_sound(tmp_path: Path) -> None:
    assert told(tmp_path, BASE) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "part"),
    [
        ("if: slots.grows", "if: slots.grow", 8, "slot 'grow' is not declared"),
        ("if: slots.grows", "if: grows", 8, "write slots.grows"),
        ("if: slots.grows", "if: slots.grows && slots.nick", 8, "write 'and' for '&&'"),
        ("if: slots.grows", "if: slots.grows || slots.nick", 8, "write 'or' for '||'"),
        ("if: slots.grows", "if: (!slots.grows)", 8, "write 'not' for '!'"),
        ("if: slots.grows", "if: slots.nick = 'x", 8, "the quote at character 14 is not closed"),
        ("collect: plot", "colect: plot", 5, "'colect' is unknown (did you mean 'collect'?)"),
        ("    description: ", "    desciption: ", 3, "(did you mean 'description'?)"),
        ("nick: {type: text}", "nick: {tpye: text}", 19, "(did you mean 'type'?)"),
        ("nick: {type: text}", "nick: {type: integer}", 19, "it is one of text, bool,"),
        ("if: slots.grows", "if: slots.nick matches '/x/i'", 8, "without slashes"),
        ("else: teach", "else: taech", 12, "no step 'taech' (did you mean 'teach'?)"),
        ("else: teach", "else: {a: b}", 12, "'else' is a step's id, END or a list"),
        ("          - else: teach\n", "", 8, "end with an 'else'"),
        (ELSE, f"{ELSE}          - else: END\n", 12, "once"),
        (TEACH, f"{TEACH}        noop: true\n", 13, "has action and noop"),
        (TEACH, "        action:\n", 13, "'action' is the name of"),
        (TEACH, f"{TEACH}        next: []\n", 15, "'next' holds no step"),
        (TEACH, f"{TEACH}        next:\n", 16, "'next' is a step's id"),
        (TEACH, "        action: action_listen\n", 13, "is for patterns"),
        (TEACH, "        call:\n", 13, "'call' is the name of a flow"),
        (TEACH, "        call: ''\n", 13, "'call' is the name of a flow"),
        (TEACH, "        set_slots:\n", 15, "'set_slots' sets nothing"),
        (TEACH, "        set_slots: []\n", 14, "'set_slots' sets nothing"),
        (TEACH, "        call: x\n        exit_if: [a]\n", 15, "'exit_if' is not supported"),
        (TEACH, "        noop: [{if: slots.grows, then: END}, {else: END}]\n", 14, "under 'next'"),
        (TEACH, f"        link: pattern_human_handoff\n      -{TEACH[7:]}", 15, "after a link"),
        ("nick: {type: text}", "go_on: {type: bool}", 19, "slot go_on is Blether's own"),
        ("collect: plot", "collect: [plot]", 5, "'collect' names one slot"),
        ("collect: plot", "collect: polt", 5, "slot 'polt' is not declared"),
        ("values: [small, big]", "values: []", 16, "needs 'values'"),
        ("values: [small, big]", "values: [small, big, Small]", 16, "'Small' stands twice"),
        ("min_value: 0,", "min_value: 21,", 18, "is more than 'max_value'"),
        ("plot=small", "plot=small, plot=big", 24, "set twice by one button"),
        ('"/SetSlots(plot=small)"', '"/hillwalk"', 23, "no flow is begun by intent 'hillwalk'"),
        ('{text: "Grand."}', "{text: a, metadata: {blether: {max_reasks: 1.5}}}", 26, "whole"),
        ("plot=small", "plot=", 24, "'plot=' is not slot=value"),
        ('{title: "Small", payload: "/SetSlots(plot=small)"}', "Small", 24, "must be a mapping"),
        ('[{text: "Grand."}]', "Grand", 26, "a response must be a list"),
        ('{text: "Grand."}', "Grand", 26, "a variation must be a mapping"),
        ("nick: {type: text}", "nick: text", 19, "a slot must be a mapping"),
        (TEACH, "        link: club\n", 14, "does not link to itself"),
        (TEACH, "        link: cub\n", 14, "no flow 'cub'"),
        (TEACH, "        action: action_hangup\n", 13, "'action_hangup' is not supported"),
        (TEACH, "        action: utter_taech\n", 14, "no response 'utter_taech'"),
        (TEACH, "        call: cub\n", 14, "no flow 'cub'"),
        ("collect: plot", "collect: plot\n        utter: utter_plot", 6, "'utter_plot'"),
        ("collect: plot", f"collect: plot\n        rejections:\n{REFUSED}", 8, "'utter_no'"),
        (
            "nick: {type: text}",
            "nick:\n    type: text\n    validation:\n      rejections:\n"
            "        - if: slots.nick = 'x'\n          utter: utter_no\n"
            "      refill_utter: utter_teach",
            24,
            "'utter_no'",
        ),
        (
            "nick: {type: text}",
            "nick: {type: list, initial_value: 3, mappings: [{type: controlled}]}",
            19,
            "slot nick holds a list",
        ),
        (
            "nick: {type: text}",
            "nick: {type: text, mappings: [{type: from_intent, intent: i}]}",
            19,
            "from_intent needs 'value'",
        ),
        (
            '{text: "Grand."}',
            "{text: a, id: x}, {text: b, id: x}",
            26,
            "id 'x' stands twice (first",
        ),
        (
            '{text: "Grand."}',
            "{text: a}, {text: b, condition: [{type: slots, name: nick, value: x}]}",
            26,
            "is slot",
        ),
        ('"What size?"', f'"What size?"\n      {SEVERAL}', 5, "wants a slot of type any"),
        (
            "  club:",
            f"  pattern_complete: {ONE_STEP}\n  club:",
            2,
            "no such pattern (did you mean 'pattern_completed'?)",
        ),
        ("    steps:", f"    nlu_trigger: [{TOO_SURE}]\n    steps:", 4, "from 0 to 1"),
        (
            "nick: {type: text}",
            "nick: {type: text, mappings: [{type: from_entity, entity: number,"
            " conditions: [{active_flow: nope}]}]}",
            19,
            "no flow 'nope'",
        ),
    ],
)
def test_a_fault_is_one_error_at_its_place(
    tmp_path: Path, old: str, new: str, line: int, part: str
) -> None:
    assert old in BASE
    found = errors(tmp_path, BASE.replace(old, new, 1))
    assert [at for at, _ in found] == [line], found
    assert part in found[0][1]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("Grand.", "Grand, {nikc}.", "{nikc} is no slot (did you mean 'nick'?)"),
        ("Grand.", "We will utilise your plot.", "'utilise': say it in plain words"),
        ('title: "Small"', 'title: "1. Small"', "write no number"),
        ('{text: "Grand."}', "{text: a}, {text: b, channel: smss}", "no channel 'smss'"),
        ('{text: "Grand."}', "{text: a, translation: {pll: b}}", "'pll' is none of the languages"),
        ("    steps:", "    translation: {pll: {name: a}}\n    steps:", "'pll' is none of the"),
        (
            'title: "Small"',
            'title: "Small", translation: {pll: {title: a}}',
            "'pll' is none of the languages",
        ),
        (
            '{text: "Grand."}',
            '{text: "Grand{% if slots.nikc %}!{% endif %}", metadata: {template: jinja}}',
            "slots.nikc is not declared (did you mean 'nick'?)",
        ),
        ("nick: {type: text}", "nick: {type: text, values: [a]}", "means nothing for type text"),
        ('"Grand."', '"Grand.", metadata: {blether: {checked_on: May}}', "is a day: 2026-03-01"),
        ("slots:", "nlu: [{synonym: Small, examples: ''}]\nslots:", "'Small' has no examples"),
        ("    steps:", "    nlu_trigger: [{intent: gardn}]\n    steps:", "has no examples"),
        (
            "nick: {type: text}",
            "nick: {type: text, mappings: [{type: from_entity, entity: shoe}]}",
            "no entity 'shoe'",
        ),
        ("    steps:", "    persisted_slots: [nick]\n    steps:", "keeps nick, which is neither"),
        (
            "  club:",
            "  more: {name: club, description: d, steps: [{action: utter_teach}]}\n  club:",
            "is called 'club', as flow more (",
        ),
        ("  club:", f"  pattern_user_silence: {ONE_STEP}\n  club:", "no use for this pattern"),
    ],
)
def test_what_is_odd_is_one_remark(tmp_path: Path, old: str, new: str, part: str) -> None:
    assert old in BASE
    found = told(tmp_path, BASE.replace(old, new, 1))
    assert [is_error for _, _, is_error in found] == [False], found
    assert part in found[0][1]


def test_an_intent_that_begins_two_flows_is_one_remark(tmp_path: Path) -> None:
    begun = "nlu_trigger: [{intent: dig}]"
    more = f"  more: {{{begun}, description: d, steps: [{{action: utter_teach}}]}}\n"
    text = BASE.replace("  club:\n", f"{more}  club:\n    {begun}\n", 1)
    found = told(tmp_path, f"{text}nlu: [{{intent: dig, examples: '- can I dig'}}]\n")
    assert [(line, is_error) for line, _, is_error in found] == [(3, False)], found
    assert "intent 'dig' begins flow more (" in found[0][1]


def test_what_can_never_be_true_is_remarked_on_where_it_stands(tmp_path: Path) -> None:
    found = told(tmp_path, BASE.replace("if: slots.grows", "if: slots.plot = 'bigg'", 1))
    assert [line for line, _, _ in found] == [8], found


def test_a_step_that_nothing_leads_to_is_still_told_beside_another_fault(tmp_path: Path) -> None:
    text = BASE.replace("else: teach", "else: END").replace("slots.grows", "slots.grow")
    assert [line for line, _ in errors(tmp_path, text)] == [8, 13]


def test_names_that_nothing_declares_are_told_beside_other_faults(tmp_path: Path) -> None:
    text = BASE.replace("else: teach", "else: taech").replace("utter_welcome\n", "utter_welcom\n")
    refused = "      - collect: nick\n        utter: utter_ask_nikc\n        force: true\n"
    text = text.replace("      - collect: grows\n", f"{refused}      - collect: grows\n")
    parts = [
        "no response 'utter_ask_nikc'",
        "unknown key 'force'",
        "no response 'utter_welcom' (did you mean 'utter_welcome'?)",
        "no step 'taech'",
    ]
    found = errors(tmp_path, text)
    assert len(found) == len(parts), found
    for (_, message), part in zip(found, parts, strict=True):
        assert part in message


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("responses:", "respones:", "unknown key 'respones'"),
        ("  utter_welcome: [{", "  utter_welcome: [[{", "this is not YAML"),
        ("  utter_welcome: [", "  utter_welcome: []\n  utter_more: [", "at least one variation"),
    ],
)
def test_what_could_not_be_read_is_not_said_to_be_missing(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    domain, flows = tmp_path / "domain", BASE.partition("slots:")[0]
    domain.mkdir()
    text = BASE.removeprefix(flows).replace(old, new)
    (domain / "domain.yml").write_text(text, encoding="utf-8")
    found = [message for _, message in errors(tmp_path, flows)]
    assert any(fault in message for message in found), found
    assert not any("no response" in message for message in found), found
