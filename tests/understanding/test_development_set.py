"""Floors on the development messages, a little below what the rules reach."""

import json
from pathlib import Path

import pytest

from bot.understanding import NEEDS, detect

MESSAGES = Path(__file__).parent / "data" / "messages_dev.jsonl"
GRAVE = ("crisis", "emergency")


@pytest.fixture(scope="module")
def judged():
    rows = [json.loads(line) for line in MESSAGES.read_text("utf-8").splitlines()]
    return [(row, detect(row["text"])) for row in rows]


def share(flags):
    flags = list(flags)
    return sum(flags) / len(flags)


def test_nearly_all_crises_are_found(judged):
    assert share(d.risk in GRAVE for row, d in judged if row["risk"] in GRAVE) >= 0.95


def test_most_urgent_messages_are_found(judged):
    assert share(d.risk != "none" for row, d in judged if row["risk"] == "urgent") >= 0.9


def test_ordinary_messages_raise_few_alarms(judged):
    assert share(d.risk != "none" for row, d in judged if row["risk"] == "none") <= 0.02


def test_needs_are_found_evenly(judged):
    scores = []
    for need in NEEDS:
        hit = sum(need in row["needs"] and need in d.needs for row, d in judged)
        wrong = sum((need in row["needs"]) != (need in d.needs) for row, d in judged)
        scores.append(2 * hit / max(2 * hit + wrong, 1))
    assert sum(scores) / len(scores) >= 0.9
