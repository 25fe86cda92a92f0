"""The training messages: enough, in many voices, well labelled, none that we measure with."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation.sets import SETS, read_ordinary, read_set
from bot.training.messages import MessagesInvalid, read_file, read_messages
from bot.understanding import NEEDS

_WORDS_OF_A_SENTENCE = 4


@pytest.fixture(scope="module")
def messages():
    return read_messages()


def sentences(text):
    """What stands between full stops, question marks and line ends, without case and marks."""
    parts = re.split(r"[.!?;\n…]+", text.casefold())
    plain = (" ".join(re.findall(r"\w+", part)) for part in parts)
    return {part for part in plain if len(part.split()) >= _WORDS_OF_A_SENTENCE}


def test_there_are_thousands_in_many_voices(messages):
    assert len(messages) >= 8000
    assert len({message.voice for message in messages}) >= 10


def test_no_message_is_there_twice(messages):
    counts = Counter(message.text.casefold() for message in messages)
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_need_and_risk_has_its_share(messages):
    needs = Counter(need for message in messages for need in message.needs)
    risks = Counter(message.risk for message in messages)
    assert min(needs[need] for need in NEEDS) >= 500
    assert min(risks[risk] for risk in ("urgent", "crisis", "emergency")) >= 800
    assert risks["none"] >= len(messages) / 2


def test_several_needs_are_often_named_at_once(messages):
    needy = [message for message in messages if message.needs]
    assert sum(len(message.needs) >= 2 for message in needy) >= len(needy) / 4


_WORDS_OF_DANGER = re.compile(
    r"\b(?:kill\w*|di(?:e|ed|es)|dying|dead|deid|death|murder\w*|suicid\w*|hang(?:ing|ed)?|jump\w*|"
    r"drown\w*|shoot\w*|shot|guns?|kni(?:fe|ves)|blood\w*|rope|bridge|pills?|tablets?|overdos\w*|"
    r"poison\w*|goodbye|end it|the end|gone|burden|giv(?:e|ing) (?:up|away)|cannae|can't go on|"
    r"hurt\w*|harm\w*|hit\w*|scared|feart|afraid|alone|funeral|grave|insurance|years ago|used to|"
    r"fine now|over now|fight\w*|strangl\w*|choke\w*|burn\w*|cut\w*|hospital|police|wake|tired|"
    r"done|letters?|last)\b",
    re.IGNORECASE,
)


def test_for_every_message_in_danger_one_uses_its_words_and_means_no_harm(messages):
    harmless = [m for m in messages if m.risk == "none" and _WORDS_OF_DANGER.search(m.text)]
    in_danger = [m for m in messages if m.risk in ("crisis", "emergency")]
    assert len(harmless) >= len(in_danger)


@pytest.mark.parametrize("name", SETS)
def test_nothing_that_we_measure_with_is_trained_on(messages, name):
    measured = {sentence for judged in read_set(name) for sentence in sentences(judged.text)}
    shared = [m.text for m in messages if sentences(m.text) & measured]
    assert shared == []


def test_no_ordinary_text_that_we_measure_with_is_trained_on(messages):
    measured = {sentence for judged in read_ordinary() for sentence in sentences(judged.text)}
    assert [m.text for m in messages if sentences(m.text) & measured] == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("flows: {}\n", "there is no list 'nlu'"),
        ("nlu:\n- intent: monney\n  metadata: {risk: none}\n  examples: |\n    - x\n", "monney"),
        ("nlu:\n- intent: money\n  metadata: {risk: bad}\n  examples: |\n    - x\n", "'bad'"),
        ("nlu:\n- intent: money\n  metadata: {risk: none}\n  examples: |\n    x\n", "begins with"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, content, problem):
    path = tmp_path / "voice.yml"
    path.write_text(content, "utf-8")
    with pytest.raises(MessagesInvalid, match=problem):
        read_file(path)
