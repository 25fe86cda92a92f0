"""Which variation is said, and how its gaps are filled."""

from __future__ import annotations

import pytest

from bot.dialogue import UnknownResponse, say
from bot.dialogue.template import read_template
from tests.dialogue.driver import Talk, flows_of

SLOTS = """
slots:
  name: {type: text}
  sure: {type: bool}
  count: {type: float}
  things: {type: any}
"""


@pytest.fixture
def speak(tmp_path):
    def speaker(variations: str, channel=None, language="en", draw=lambda: 0.0, **slots):
        flows = flows_of(tmp_path, SLOTS + "responses:\n  utter_x:\n" + variations)
        return say(flows, "utter_x", slots, channel=channel, language=language, draw=draw)

    return speaker


def test_a_whole_variation_goes_before_one_with_a_gap(speak):
    both = '    - text: "Hi {name}, you are in."\n    - text: "Hi, you are in."\n'
    assert speak(both, name="Jean").text == "Hi Jean, you are in."
    assert speak(both, name=None, draw=lambda: 0.0).text == "Hi, you are in."
    assert speak(both, name="", draw=lambda: 0.99).text == "Hi, you are in."


def test_none_reaches_nobody(speak):
    assert speak('    - text: "Hi {name}, welcome."', name=None).text == "Hi, welcome."
    assert speak('    - text: "You said {other}."').text == "You said."


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3.0, "3"), (2.5, "2.5"), (["a", "b"], "a, b"), (True, "true"), ("£5 {name}", "£5 {name}")],
)
def test_values_are_shown_as_people_write_them(speak, value, shown):
    assert speak('    - text: "<{things}>"', things=value).text == f"<{shown}>"


CHOICE = """
    - {text: both, channel: sms, condition: slots.sure}
    - {text: channel, channel: sms}
    - {text: condition, condition: slots.sure}
    - {text: neither}
"""


@pytest.mark.parametrize(
    ("channel", "sure", "expected"),
    [
        ("sms", True, "both"),
        ("sms", False, "channel"),
        ("web", True, "condition"),
        ("web", None, "neither"),
        (None, True, "condition"),
    ],
)
def test_condition_and_channel_then_channel_then_condition_then_neither(
    speak, channel, sure, expected
):
    assert speak(CHOICE, channel=channel, sure=sure).text == expected


def test_equals_are_drawn_by_the_number_passed_in(speak):
    three = "    - text: a\n    - text: b\n    - text: c\n"
    drawn = [speak(three, draw=lambda n=n: n).text for n in (0.0, 0.34, 0.99)]
    assert drawn == ["a", "b", "c"]


def test_texts_and_button_titles_are_translated_or_fall_back(speak):
    text = """
    - text: Hello
      translation: {pl: Cześć}
      buttons:
        - {title: "Yes", payload: "yes", translation: {pl: {title: Tak}}}
        - {title: "No", payload: "no"}
"""
    said = speak(text, language="pl")
    assert (said.text, [button.title for button in said.buttons]) == ("Cześć", ["Tak", "No"])
    assert speak(text, language="gd").text == "Hello"


def test_the_old_form_of_a_condition_is_read(speak):
    text = """
    - {text: sure, condition: [{type: slot, name: sure, value: true}]}
    - {text: unsure}
"""
    assert speak(text, sure=True).text == "sure"
    assert speak(text, sure=None).text == "unsure"


def test_the_old_form_of_a_condition_may_hold_an_apostrophe(speak):
    text = """
    - {text: ours, condition: [{type: slot, name: name, value: "it's"}]}
    - {text: other}
"""
    assert speak(text, name="it's").text == "ours"


def test_a_jinja_template_is_rendered_in_a_sandbox(speak):
    text = """
    - text: "{% if slots.name %}Hi {{ slots.name }}{% else %}Hi{% endif %}"
      metadata: {template: jinja}
"""
    assert speak(text, name="Jean").text == "Hi Jean"
    assert speak(text, name=None).text == "Hi"


def test_a_response_that_is_not_there_is_named():
    with pytest.raises(UnknownResponse, match="utter_nothing"):
        say(Talk().flows, "utter_nothing", {}, draw=lambda: 0.0)


def test_settings_of_a_question_come_with_it(speak):
    said = speak("    - {text: a, metadata: {blether: {skip: true, multiple: true}}}")
    assert (said.settings.skip, said.settings.multiple, said.settings.max_reasks) == (True, True, 2)


def test_a_template_knows_its_placeholders():
    template = read_template("{a} and {b.c} but not {1} or { d }")
    assert template.names == {"a", "b.c"}
