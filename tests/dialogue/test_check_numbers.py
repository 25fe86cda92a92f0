"""What `check` tells of numbers to call, and of words that the carrier takes."""

from __future__ import annotations

import pytest

from bot.dialogue import Problem, check
from bot.dialogue.lints.helplines import Helplines
from tests.dialogue.driver import flows_of

LINES = Helplines(
    wrong=((r"0808\s*2000\s*247", "that is England's"), (r"(?<!\d)988(?!\d)", "that is America's")),
    known=("999", "111", "116 123", "85258", "0800 028 1456"),
    crisis=("999", "111", "116 123"),
)


def told(tmp_path, response: str, **options) -> list[Problem]:
    flows = flows_of(tmp_path, f"responses: {{utter_a: [{{{response}}}]}}")
    found = check(flows, **{"helplines": LINES, **options})
    return [problem for problem in found if problem.line]


@pytest.mark.parametrize(
    "written",
    [
        *("0808 2000 247", "0808-2000-247", "(0808) 2000 247", "+44 808 2000247", "988"),
        *("116 132", "116-213", "116 12", "1116 123", "0800 028 1465", "0800 028 1457"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "text: 'Call {} now.'",
        "text: 'Hello.', translation: {{pl: 'Telefon: {}.'}}",
        "text: Hello., buttons: [{{title: '{}'}}]",
        "text: Hello., buttons: [{{title: A, translation: {{pl: {{title: '{}'}}}}}}]",
    ],
)
def test_a_wrong_or_misprinted_number_is_an_error_wherever_it_is_read(tmp_path, written, place):
    (problem,) = [p for p in told(tmp_path, place.format(written)) if "'pl'" not in p.message]
    assert not problem.is_warning
    assert problem.message.startswith("response utter_a: '")


@pytest.mark.parametrize(
    "written",
    [
        *("116 123 24 hours a day", "111 24 hours a day", "999 111", "NHS 24 on 111 7 days"),
        *("0800 028 1456 or 111", "116 123 and 999"),
    ],
)
def test_helplines_beside_other_numbers_are_in_order(tmp_path, written):
    assert told(tmp_path, f"text: 'Call {written}.'") == []


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("0141 496 0101", "'0141 496 0101' is none of the helplines"),
        ("0800 111 222", "'0800 111 222' is none of the helplines"),
        ("(0800) 111 4444", "'(0800) 111 4444' is none of the helplines"),
        ("0141 999 0101", "'0141 999 0101' is none of the helplines"),
        ("116123", "'116123': write it as 116 123"),
        ("+44 800 028 1456", "'+44 800 028 1456': write it as 0800 028 1456"),
    ],
)
def test_a_number_of_a_place_is_only_remarked_on(tmp_path, written, part):
    (problem,) = told(tmp_path, f"text: 'Call {written}.'")
    assert problem.is_warning
    assert part in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Call 999, 111 or 116 123. Or text SHOUT to 85258.",
        "Born on 14/2/1961 or 14.2.1961, 2026-11-24, at 9:30am-10:30am or 9-17.",
        "Citizens Advice, free: 0800 028 1456 (Mon-Fri 9am-5pm). 55 people, 150 pounds.",
        "Call {homeless_line}, at 12 Demo St, G12 8QQ.",
    ],
)
def test_what_is_right_or_no_number_to_call_is_not_remarked_on(tmp_path, text):
    assert [p for p in told(tmp_path, f"text: '{text}'") if "may be empty" not in p.message] == []


def test_a_reply_to_danger_names_every_crisis_line_in_every_language(tmp_path):
    texts = "text: 'Call 999, 111 or 116 123.', translation: {pl: '999, 1111 lub 116 123'}"
    flows = flows_of(tmp_path, f"responses: {{utter_crisis: [{{{texts}}}]}}")
    (problem,) = [p for p in check(flows, helplines=LINES) if not p.is_warning and p.line]
    assert "111 is not named in 'pl'" in problem.message


@pytest.mark.parametrize(
    ("response", "words"),
    [
        ("text: Reply YES to confirm or CANCEL to call it off.", ["CANCEL", "YES"]),
        ("text: Text END to end.", ["END"]),
        (
            "text: Hello., buttons: [{title: Cancel}, {title: Stop}, {title: Yes}]",
            ["Cancel", "Stop"],
        ),
        ("text: Text STOP to stop. To start again text START.", []),
        ("text: 'Text SHOUT to 85258..'", []),
    ],
)
def test_nobody_is_asked_for_a_word_that_the_carrier_takes(tmp_path, response, words):
    found = told(tmp_path, response, carrier_words={"stop", "start", "help", "end", "cancel"})
    assert [problem.message.split("'")[1] for problem in found] == words
    assert all(problem.is_warning for problem in found)
