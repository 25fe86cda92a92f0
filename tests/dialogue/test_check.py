"""What `check` tells an author of flows that load."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bot.dialogue import check
from bot.dialogue.draw import draw, draw_svg
from bot.dialogue.lints.helplines import Helplines
from tests.dialogue.driver import flows_of, sample_flows

NAMES = """
    ask_rephrase lead_in corrected cancelled_flow clarify skip_refused ask_go_on session_expired
    flow_done failure chitchat cannot_help person_coming kept_for_person
"""
WORDING = "\n".join(f"  utter_{name}: [{{text: x}}]" for name in NAMES.split())


def remarks(tmp_path, text: str, wording: str = WORDING, **options) -> list[str]:
    flows = flows_of(tmp_path, f"{text}\n  # the words of the patterns\n{wording}\n")
    return [str(problem).replace(f"{tmp_path}/", "") for problem in check(flows, **options)]


BASE = """
actions: [action_known]
slots:
  name: {type: text}
  sure: {type: bool}
  other: {type: bool}
  topic: {type: categorical, values: [debt, bills]}
flows:
  one: {description: d, steps: [%s]}
responses:
  utter_ask_sure: [{text: Sure?}]
  utter_ok: [{text: OK}]
"""


def test_sound_flows_have_no_remarks(tmp_path):
    assert remarks(tmp_path, BASE % "{collect: sure}, {action: utter_ok}") == []


@pytest.mark.parametrize(
    ("step", "part"),
    [
        ("{action: utter_okay}", "no response 'utter_okay' (did you mean 'utter_ok'?)"),
        ("{action: action_knwon}", "is not listed under 'actions' (did you mean 'action_known'?)"),
        ("{collect: sure, utter: utter_sure}", "no response 'utter_sure'"),
        (
            "{collect: topic, utter: utter_ok, next: [{if: slots.topic = 'deb', then: END},"
            " {else: END}]}",
            "slots.topic is never 'deb' (did you mean 'debt'?)",
        ),
        (
            ", ".join(["{action: utter_ok}"] * 4),
            "more than 3 texts may follow",
        ),
    ],
)
def test_a_dangling_name_or_a_dead_branch_is_named(tmp_path, step, part):
    found = remarks(tmp_path, BASE % step)
    assert len(found) == 1
    assert part in found[0]


@pytest.mark.parametrize(
    ("response", "part"),
    [
        (
            "utter_a: [{text: 'Hi {name}.'}]",
            "response utter_a: {name} may be empty, and no variation does without",
        ),
        (
            "utter_a: [{text: a, condition: slots.sure}, {text: b, condition: slots.other},"
            " {text: c}]",
            "chance decides which is said",
        ),
        ("utter_a: [{text: 'Hi { name }.'}]", "a brace is said as it stands"),
        ("utter_a: [{text: 'Hi {{name}}.', condition: slots.name}, {text: b}]", "a brace is said"),
        (
            "utter_a: [{text: 'a {name}', condition: slots.sure}, {text: '{x}'}]",
            "a variation without this condition is said instead",
        ),
    ],
)
def test_a_doubtful_response_is_named(tmp_path, response, part):
    text = BASE % "{action: utter_ok}" + f"  {response}\n"
    found = remarks(tmp_path, text)
    assert len(found) == 1
    assert part in found[0]


@pytest.mark.parametrize(
    ("response", "part", "is_error"),
    [
        ("{text: '{{ name + 1 }}'", "the template fails with TypeError", True),
        ("{text: '{{ count | round(1) }}'", "TypeError where a slot is empty", False),
        ("{text: '{{ count | round(1) }}', condition: slots.count", "", False),
        ("{text: '{{context.canceled_name}}'", "", False),
    ],
)
def test_jinja_that_would_fail_is_named(tmp_path, response, part, is_error):
    text = BASE.replace("slots:", "slots:\n  count: {type: float}") % "{action: utter_ok}"
    line = f"  utter_a: [{response}, metadata: {{template: jinja}}}}, {{text: a}}]\n"
    flows = flows_of(tmp_path, text + line + WORDING)
    found = [p for p in check(flows, segments=len, most_segments=160) if "fails" in p.message]
    assert [(part in p.message, not p.is_warning) for p in found] == [(True, is_error)] * bool(part)


def test_choices_that_nothing_asks_are_an_error(tmp_path):
    text = BASE % "{action: utter_menu}" + "  utter_menu: [{text: a, buttons: [{title: b}]}]\n"
    [found] = remarks(tmp_path, text)
    assert "flow one, step 0_action_utter_menu: utter_menu has buttons" in found


def test_conditions_that_exclude_one_another_are_no_matter_of_chance(tmp_path):
    response = (
        "  utter_a: [{text: a, condition: slots.sure}, "
        "{text: b, condition: not slots.sure and slots.other}, {text: c}]\n"
    )
    assert remarks(tmp_path, BASE % "{action: utter_ok}" + response) == []


def test_texts_that_must_be_complete_are_errors_in_every_language(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        responses:
          utter_crisis: [{text: Call 999}]
          utter_ok: [{text: OK, buttons: [{title: A}]}, {text: Fine, translation: {pl: Dobrze}}]
        """,
    )
    found = {p.message: p.is_warning for p in check(flows) if "'pl'" in p.message}
    assert found == {
        "response utter_crisis: no text in 'pl'": False,
        "response utter_ok: no text in 'pl'": True,
        "response utter_ok: button 'A' has no title in 'pl'": True,
    }


def test_long_texts_are_counted_with_their_choices(tmp_path):
    text = BASE % "{action: utter_ok}" + "  utter_a: [{text: '{name}', buttons: [{title: abc}]}]\n"
    lengths: list[str] = []

    def segments(shown: str) -> int:
        lengths.append(shown)
        return 2 if "abc" in shown else 1

    found = remarks(tmp_path, text, segments=segments)
    assert any("2 SMS segments in 'en', 1 at most" in remark for remark in found)
    assert "xxxxxxxxxxxx\n1 abc" in lengths
    limits = {"": 1, "utter_a": 2}
    again = remarks(tmp_path, text, segments=segments, most_segments=limits)
    assert not any("segments" in remark for remark in again)


def test_a_wrong_helpline_is_an_error(tmp_path):
    text = BASE % "{action: utter_ok}" + "  utter_a: [{text: 'Call 0808 2000 247'}]\n"
    lines = Helplines(wrong=((r"0808\s*2000\s*247", "that is England's"),))
    assert remarks(tmp_path, text, helplines=lines) == [
        "flows.yml:13: response utter_a: '0808 2000 247': that is England's"
    ]


def test_what_belongs_to_another_system_is_ignored_with_a_warning(tmp_path):
    flows = flows_of(tmp_path, "slots: {a: {type: text, shared_for_coexistence: true}}")
    assert "slot a: 'shared_for_coexistence' is ignored" in [p.message for p in flows.warnings]


def test_a_new_session_that_would_forget_is_remarked_on(tmp_path):
    flows = flows_of(tmp_path, "session_config: {carry_over_slots_to_new_session: false}")
    assert [p.message.partition(": ")[2] for p in flows.warnings] == [
        "'carry_over_slots_to_new_session: false' changes nothing: answers are kept for the link"
        " worker"
    ]


def test_a_missing_safe_text_is_an_error(tmp_path):
    flows = flows_of(tmp_path, "slots: {a: {type: text}}")
    errors = [problem.message for problem in check(flows) if not problem.is_warning]
    assert errors == ["no response 'utter_failure', which a built-in pattern says"]


def test_every_flow_is_drawn_as_mermaid_and_as_svg_that_parses():
    flows = sample_flows()
    mermaid, svg = draw(flows), draw_svg(flows)
    assert set(mermaid) == set(svg) == set(flows.flows)
    text = mermaid["choose_time"]
    assert text.startswith("flowchart TD\n")
    assert "time_held or times_tried &gt;= 3" in text
    for flow, picture in svg.items():
        root = ET.fromstring(picture)
        boxes = [element for element in root.iter() if element.tag.endswith("rect")]
        assert len(boxes) == len(flows.flows[flow].steps) + 2
        spots = [(box.get("x"), box.get("y")) for box in boxes]
        assert len(set(spots)) == len(spots), "no box hides another"


def test_what_authors_write_cannot_break_a_drawing(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        responses: {utter_x: [{text: 'a "quoted" <b> ]] text'}]
        flows: {one: {name: 'A <b> & "c"', description: d, steps: [{action: utter_x}]}}
        """.replace("text'}]", "text'}]}"),
    )
    ET.fromstring(draw_svg(flows)["one"])
    assert "<b>" not in draw(flows)["one"]
