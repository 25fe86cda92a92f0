"""Files of flows: what they may hold, and how a mistake is named."""

from __future__ import annotations

import textwrap

import pytest

from bot.dialogue import Flows, FlowsInvalid, load_flows
from bot.dialogue.slot import NotAValue, Slot
from bot.dialogue.steps import Collect
from tests.dialogue.driver import FLOWS, flows_of

SLOTS = """
slots:
  topic: {type: categorical, values: [debt, bills]}
  words: {type: text}
  sure: {type: bool}
  number: {type: float, min_value: 0, max_value: 10}
  done: {type: bool, mappings: [{type: controlled}]}
responses:
  utter_ask_topic: [{text: What?}]
  utter_ask_words: [{text: Words?}]
  utter_ask_sure: [{text: Sure?}]
  utter_ok: [{text: OK}]
"""


def problems_of(tmp_path, text: str, *, with_slots: bool = True) -> list[str]:
    whole = (SLOTS if with_slots else "") + textwrap.dedent(text)
    with pytest.raises(FlowsInvalid) as caught:
        flows_of(tmp_path, whole)
    return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def flow(steps: str, more: str = "") -> str:
    head = "flows:\n  money:\n    description: About money.\n"
    body = textwrap.indent(textwrap.dedent(more), "    ")
    return head + body + "    steps:\n" + textwrap.indent(textwrap.dedent(steps).strip(), "      ")


def test_a_problem_names_file_line_flow_step_and_the_nearest_name(tmp_path):
    text = flow(
        """
        - id: ask_times
          collect: topic
        - id: note
          action: utter_ok
          next: ask_time
        """
    )
    assert problems_of(tmp_path, text) == [
        "flows.yml:21: flow money, step note: 'next' names no step 'ask_time' "
        "(did you mean 'ask_times'?)"
    ]


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ("- {action: utter_ok, nxt: END}", "unknown key 'nxt' (did you mean 'next'?)"),
        ("- {action: utter_ok, collect: topic}", "exactly one of"),
        ("- {id: a}", "exactly one of"),
        ("- {id: END, action: utter_ok}", "'END' is reserved"),
        ("- {id: a, action: utter_ok}\n- {id: a, action: utter_ok}", "step a stands twice"),
        ("- {noop: true}", "a noop needs 'next'"),
        ("- {noop: true, if: slots.sure, next: END}", "belongs under 'next'"),
        ("- {collect: topics}", "slot 'topics' is not declared (did you mean 'topic'?)"),
        ("- {collect: number}", "nothing asks it"),
        ("- {collect: sure, next: [{if: slots.sure, then: END}]}", "end with an 'else'"),
        ("- {collect: sure, next: [{else: END}, {if: slots.sure, then: END}]}", "as the last"),
        ("- {collect: sure, next: [{if: slots.sure}, {else: END}]}", "needs 'if' and 'then'"),
        ("- {collect: sure, next: [{if: slots.shure, then: END}, {else: END}]}", "not declared"),
        ("- {collect: sure, next: [{action: utter_ok}]}", "last step of a nested list"),
        ("- {action: utter_ok, next: END}\n- {action: utter_ok}", "nothing leads here"),
        ("- {id: a, action: utter_ok, next: a}", "a cycle without a collect"),
        ("- {link: money}", "does not link to itself"),
        ("- {link: nowhere}", "no flow 'nowhere'"),
        ("- {link: pattern_chitchat}", "may not be linked to"),
        ("- {link: pattern_human_handoff, next: END}", "a link has no 'next'"),
        ("- {call: money}", "would never end"),
        ("- {call: pattern_chitchat}", "cannot be called"),
        ("- {set_slots: [{topic: debts}]}", "one of debt, bills"),
        ("- {set_slots: [{number: 11}]}", "out of its range"),
        ("- {set_slots: [{nope: 1}]}", "not declared"),
        ("- {collect: sure, ask_before_filling: yes}", "must be true or false"),
        (
            "- {collect: sure, rejections: [{if: slots.topic, utter: utter_ok}]}",
            "names only slots.sure",
        ),
        # refused, with what to do instead
        ("- {call: tool, mcp_server: x}", "Blether calls no MCP tools; write an action"),
        ("- {call: tool, mapping: {}}", "Blether calls no MCP tools; write an action"),
        ("- {collect: sure, dtmf: {}}", "use timers"),
        ("- {collect: sure, silence_timeout: 3}", "use timers"),
        ("- {call: tool, exit_if: [x]}", "no sub-agents"),
    ],
)
def test_a_wrong_step_is_refused(tmp_path, steps, part):
    found = problems_of(tmp_path, flow(steps))
    assert any(part in problem for problem in found), found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("slots: {a: {type: txt}}", "unknown type 'txt' (did you mean 'text'?)"),
        ("slots: {a: {}}", "'type' is missing"),
        ("flows: {a: {description: d, steps: }}", "a flow needs at least one step"),
        ("slots: {}\n---\nflows: {}", "a file holds one"),
        ("slots: {a: {type: categorical}}", "needs 'values'"),
        ("slots: {a: {type: text, mappings: [{type: from_text}]}}", "force_slot_filling"),
        ("slots: {a: {type: text, mappings: [{type: from_entity}]}}", "needs 'entity'"),
        ("slots: {a: {type: list}}", "filled by actions"),
        ("slots: {'a b': {type: text}}", "has no"),
        ("slots: {a: {type: bool, initial_value: perhaps}}", "true or false"),
        ("slots: {a: {type: text, colour: red}}", "unknown key 'colour'"),
        ("responses: {utter_a: []}", "at least one variation"),
        ("responses: {say_a: [{text: x}]}", "begins with utter_"),
        ("responses: {utter_a: [{txt: x}]}", "unknown key 'txt'"),
        ("responses: {utter_a: [{text: x, channel: sms}]}", "neither condition nor channel"),
        ("responses: {utter_a: [{text: x, metadata: {rephrase: true}}]}", "leaves the machine"),
        ("responses: {utter_a: [{text: x, allow_interruptions: true}]}", "not supported"),
        (
            "responses: {utter_a: [{text: x, buttons: [{title: A, payload: '/SetSlots(b=1)'}]}]}",
            "slot 'b' is not declared",
        ),
        (
            "responses: {utter_a: [{text: x, buttons: [{title: A, payload: '/SetSlots(b)'}]}]}",
            "is not slot=value",
        ),
        ("responses: {utter_a: [{text: x, buttons: [{payload: a}]}]}", "needs a 'title'"),
        ("responses: {utter_a: [{text: ''}]}", "may not be empty"),
        ("responses: {utter_a: [{text: null}]}", "may not be empty"),
        ("responses: {utter_a: [{text: x, translation: {pl: ' '}}]}", "may not be empty"),
        ("responses: {utter_a: [{text: x, translation: {pl: null}}]}", "may not be empty"),
        ("responses: {utter_a: [{text: x, buttons: [{title: ~}]}]}", "may not be empty"),
        ("forms: {a: {}}", "'forms' is not supported"),
        ("stories: [a]", "'stories' is not supported"),
        ("rules: [a]", "'rules' is not supported"),
        ("colours: [a]", "unknown key 'colours'"),
        ("session_config: {session_time: 3}", "unknown key 'session_time'"),
        ("nlu: [{examples: [a]}]", "one of intent, synonym, lookup, regex"),
        ("nlu: [{intent: a, examples: 'x'}]", "begins with a dash"),
        ("nlu: [{intent: a, metadata: {blether: {asked_of_you: true}}}]", "mean 'asked_of_us'?"),
        ("nlu: [{intent: a, metadata: {blether: {asked_of_us: maybe}}}]", "true or false"),
        ("nlu: [{synonym: a, metadata: {blether: {asked_of_us: true}}}]", "is for an intent"),
        ("flows: {a: {metadata: {blether: {begun: true}}}}", "unknown key 'begun'"),
        ("flows: {a: {metadata: {blether: {gives_way: true}}}}", "that is 'begun_by_us'"),
        ("flows: {a: {metadata: {blether: {leads_on: maybe}}}}", "true or false"),
        ("nlu: [{regex: a, examples: ['(']}]", "is not a regex"),
        ("flows: {-a: {description: d, steps: [{action: utter_x}]}}", "not beginning with '-'"),
        ("flows: {a: {steps: [{action: utter_x}]}}", "'description' is missing"),
        ("flows: {a: {description: d}}", "'steps' is missing"),
        ("flows: {a: {description: d, steps: []}}", "at least one step"),
        ("flows: {a: {description: d, if: slots.b, steps: [{action: utter_x}]}}", "not declared"),
        ("flows: [", "this is not YAML"),
        ("- a", "is a mapping"),
        ("slots: &a {b: *a}", "an alias may not hold itself"),
        ("slots: {a: {type: text}, a: {type: bool}}", "'a' stands twice (first in line 1)"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, part):
    found = problems_of(tmp_path, text, with_slots=False)
    assert any(part in problem for problem in found), found


def test_all_problems_are_listed_not_the_first_alone(tmp_path):
    text = flow("- {collect: topics}\n- {action: utter_ok, next: nowhere}")
    assert len(problems_of(tmp_path, text)) >= 2


def test_the_same_id_in_two_files_is_named_with_both_places(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.yml").write_text("slots:\n  x: {type: text}\n", encoding="utf-8")
    found = problems_of(tmp_path, "slots:\n\n  x: {type: bool}\n", with_slots=False)
    assert found == ["flows.yml:3: slot x stands twice (first in a/one.yml:2)"]


def test_both_a_response_and_an_action_that_ask_are_refused(tmp_path):
    text = "actions: [action_ask_sure]\n" + flow("- {collect: sure}")
    assert "both utter_ask_sure and action_ask_sure" in problems_of(tmp_path, text)[0]


def test_a_called_flow_may_not_link(tmp_path):
    child = """
      child:
        description: A child.
        steps:
          - link: pattern_human_handoff
    """
    text = flow("- {call: child}") + textwrap.indent(textwrap.dedent(child), "  ")
    assert "a flow that is called may not link" in problems_of(tmp_path, text)[0]


def test_scalars_stay_as_written_until_the_slot_decides(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        slots:
          phone: {type: text, initial_value: 07700900100}
          day: {type: text, initial_value: 2026-03-01}
          word: {type: categorical, values: [yes, no, null], initial_value: yes}
          free: {type: any, initial_value: [1, yes, true, null, "1"]}
        """,
    )
    values = {name: slot.initial_value for name, slot in flows.slots.items()}
    assert values["phone"] == "07700900100"
    assert values["day"] == "2026-03-01"
    assert flows.slots["word"].values == ("yes", "no", "null")
    assert values["word"] == "yes"
    assert values["free"] == [1.0, "yes", True, None, "1"]


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3.0), (".5", 0.5), ("5.", 5.0), ("-2.5", -2.5), ("1e3", 1000.0)]
)
def test_a_number_may_be_written_as_yaml_writes_numbers(text, value):
    assert Slot(name="n", type="float").coerce(text) == value


@pytest.mark.parametrize("text", ["1e999", "nan", "inf", "1_000", "0x1F", "1,5", ""])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotAValue, match="slot n is a number"):
        Slot(name="n", type="float").coerce(text)


def test_nested_steps_are_laid_out_and_lead_on(tmp_path):
    flows = flows_of(
        tmp_path,
        SLOTS
        + flow(
            """
            - collect: topic
              next:
                - if: slots.topic = "debt"
                  then:
                    - collect: sure
                    - action: utter_ok
                      next: last
                - else: last
            - id: last
              action: utter_ok
            """
        ),
    )
    steps = flows.flows["money"].steps
    assert [(step.id, [b.target for b in step.next]) for step in steps] == [
        ("0_collect_topic", ["1_collect_sure", "last"]),
        ("1_collect_sure", ["2_action_utter_ok"]),
        ("2_action_utter_ok", ["last"]),
        ("last", ["END"]),
    ]


def test_flows_and_examples_are_marked_in_metadata(tmp_path):
    flows = flows_of(
        tmp_path,
        """
        flows:
          news:
            description: We ask how things are.
            metadata: {blether: {begun_by_us: true}}
            steps: [{action: utter_news}]
          offer:
            description: We offer a time.
            metadata: {theirs: 1, blether: {begun_by_us: true, gives_way: false}}
            steps: [{action: utter_news}]
          asked:
            description: They ask.
            metadata: {blether: {leads_on: true}}
            nlu_trigger: [{intent: asked}, {intent: price}]
            steps: [{action: utter_news}]
        responses: {utter_news: [{text: News}]}
        nlu:
          - {intent: asked, examples: [are you there]}
          - {intent: price, metadata: {blether: {asked_of_us: true}}, examples: [is it free]}
        """,
    )
    assert flows.begun_by_us == {"news", "offer"}
    assert flows.giving_way == {"news"}
    assert flows.leading_on == {"asked"}
    assert flows.asked_outright == ("is it free",)
    assert flows.phrases == {"asked": ("are you there", "is it free")}


def test_a_version_depends_on_content_and_survives_storing(tmp_path):
    first = load_flows(FLOWS)
    again = Flows.from_text(first.to_text())
    assert again.version == first.version
    assert again.to_text() == first.to_text()
    assert list(again.flows) == sorted(first.flows)
    text = (FLOWS / "money.yml").read_text(encoding="utf-8")
    commented = flows_of(tmp_path, "# a comment\n" + text, "renamed.yml")
    (tmp_path / "p.yml").write_text((FLOWS / "patterns.yml").read_text("utf-8"), "utf-8")
    assert load_flows(tmp_path).version == first.version != commented.version
    (tmp_path / "renamed.yml").write_text(text.replace("mostly", "most"), encoding="utf-8")
    assert load_flows(tmp_path).version != first.version


def test_a_stored_version_that_is_not_one_is_refused():
    with pytest.raises(FlowsInvalid):
        Flows.from_text("{}")


def test_training_data_is_read_for_the_command_generator():
    flows = load_flows(FLOWS)
    assert flows.phrases == {"help_with_money": ("I am skint", "no money")}
    assert flows.synonyms == {"debt": ("owing", "owe money")}
    assert flows.lookups == {"council": ("Glasgow", "Fife")}
    assert flows.session_expiration_minutes == 60
    assert flows.languages == ("en", "pl")


def test_tests_that_stand_beside_flows_are_left_to_the_story_runner(tmp_path):
    (tmp_path / "story.yml").write_text("test_cases: []\nfixtures: []\n", encoding="utf-8")
    flows = flows_of(tmp_path, SLOTS + flow("- {collect: sure}"))
    assert isinstance(flows.flows["money"].steps[0], Collect)


def test_no_flows_at_all_is_a_problem(tmp_path):
    with pytest.raises(FlowsInvalid, match="no flows here"):
        load_flows(tmp_path)
