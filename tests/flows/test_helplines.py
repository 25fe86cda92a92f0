"""A wrong number in a text can cost a life: every digit that a patient reads is checked here."""

from __future__ import annotations

import re
from typing import Any

import pytest

# An example of a birth date, and the key that the emergency operator asks for (Silent Solution).
NOT_NUMBERS_TO_CALL = {"14/2/1961", "55", "0", "10"}
DIGITS = re.compile(r"\d[\d /]*\d|\d")
HOURS = re.compile(
    r"\b\d{1,2}(?::\d\d)?(?:am|pm)(?:-\d{1,2}(?::\d\d)?(?:am|pm))?"
    r"|\b\d{1,2}-\d{1,2}\b(?![ -]?\d)"  # 9-17, in languages that count to 24
)
CRISIS_LINES = ("999", "111", "116 123")
MUST_NAME_CRISIS_LINES = ("utter_crisis", "utter_failure", "utter_help", "utter_intake_closed")


def known_numbers(helplines: dict[str, Any]) -> set[str]:
    lines = helplines["lines"]
    return (
        {line["number"] for line in lines if line["number"]}
        | {line["sms"]["number"] for line in lines if line["sms"]}
        | {line["whatsapp"] for line in lines if line["whatsapp"]}
        | {found for each in helplines["access_services"] for found in DIGITS.findall(each["how"])}
    )


def digits_of(template: str) -> list[str]:
    """Everything with digits in it but opening hours, slots and the name NHS 24."""
    without_hours = HOURS.sub(" ", re.sub(r"\{.*?\}|NHS 24", " ", template))
    return [found.strip() for found in DIGITS.findall(without_hours)]


def test_every_number_in_every_language_is_written_as_in_helplines_json(texts, helplines):
    known = known_numbers(helplines) | NOT_NUMBERS_TO_CALL
    wrong = {
        text.where: unknown
        for text in texts
        for part in (text.template, *text.titles)
        if (unknown := [digits for digits in digits_of(part) if digits not in known])
    }
    assert wrong == {}


def test_the_check_itself_sees_a_misprint(helplines):
    assert digits_of("Samaritans 116 213 (Mon-Fri 9am-5pm)") == ["116 213"]
    assert digits_of("Samaritans 116 213 (pon.-pt. 9-17)") == ["116 213"]
    assert "116 213" not in known_numbers(helplines)


def test_no_text_holds_what_is_wrong_for_scotland(texts, helplines):
    wrong = [
        (text.where, entry["text"])
        for text in texts
        for entry in helplines["wrong_for_scotland"]
        if re.search(entry["pattern"], text.shown())
    ]
    assert wrong == []


@pytest.mark.parametrize("response", MUST_NAME_CRISIS_LINES)
def test_replies_for_danger_name_all_three_lines_in_every_language(texts, response):
    found = [text for text in texts if text.response == response]
    assert {text.language for text in found} == {"en", "pl"}
    missing = [
        (text.where, line) for text in found for line in CRISIS_LINES if line not in text.template
    ]
    assert missing == []


def test_the_crisis_reply_names_the_option_as_scotland_does_and_the_line_by_text(texts):
    crisis = [text for text in texts if text.response == "utter_crisis" and text.language == "en"]
    assert crisis
    for text in crisis:
        assert "NHS 24 on 111 (choose the mental health option)" in text.template
        assert "text SHOUT to 85258" in text.template
        assert "automated" in text.template


@pytest.mark.parametrize("response", ["utter_crisis", "utter_after_crisis"])
def test_no_question_menu_or_link_follows_a_crisis(texts, response):
    found = [text for text in texts if text.response == response]
    assert found
    for text in found:
        assert text.titles == ()
        assert "?" not in text.template
        assert "http" not in text.template


def test_a_line_that_is_not_open_day_and_night_is_given_with_its_hours(texts, helplines):
    part_time = {
        line["number"]
        for line in helplines["lines"]
        if line["hours"]["kind"] == "weekly" and line["number"]
    }
    without_hours = [
        text.where
        for text in texts
        for number in part_time
        if number in text.template and not HOURS.search(text.template)
    ]
    assert without_hours == []


def test_a_line_of_unknown_hours_is_never_offered(texts, helplines):
    unknown = {line["number"] for line in helplines["lines"] if line["hours"]["kind"] == "unknown"}
    offered = [text.where for text in texts for number in unknown if number in text.template]
    assert offered == []


def test_the_numbers_for_abuse_stand_alone_without_the_name_of_the_line(texts, helplines):
    lines = [line for line in helplines["lines"] if line["id"] in {"sdafmh", "rape_crisis", "amis"}]
    telling = re.compile(r"(?i)abuse|violen|rape|helpline|women|marriage|refuge|przemoc")
    naming = [text for text in texts if any(line["number"] in text.template for line in lines)]
    assert naming
    for text in naming:
        assert text.response == "utter_safe_line"
        assert not telling.search(text.template)
