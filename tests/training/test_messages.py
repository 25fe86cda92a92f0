"""The training messages: enough, in many voices, well labelled, none that we measure with."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation.card import CARD
from bot.evaluation.sets import (
    BESIDE_RULES,
    FOR_LIMITS,
    SETS,
    read_answers,
    read_ordinary,
    read_set,
)
from bot.training.measured import measured_pieces, pieces
from bot.training.messages import (
    FOLDER,
    MessagesInvalid,
    read_corrections,
    read_file,
    read_messages,
)
from bot.training.recipe import ORDINARY_TALK
from bot.understanding import NEEDS


@pytest.fixture(scope="module")
def messages():
    return read_messages(corrections=Path("var/none"))


def test_there_are_thousands_in_many_voices(messages):
    assert len(messages) >= 8000
    assert len({message.voice for message in messages}) >= 10


def test_the_card_counts_those_whose_labels_were_not_learnt():
    (stated,) = re.findall(r"`hidden_danger`, ([\d,]+) messages", CARD.read_text("utf-8"))
    assert int(stated.replace(",", "")) == len(read_file(FOLDER / "hidden_danger.yml"))


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
    r"done|letters?|last|bruis\w*|black eye|throat|fists?|threat\w*|follow\w*|"
    r"lock(?:s|ed)|fire|gas|breath\w*|chest|water|river|rails?|asleep|never wake|"
    r"the will|over wi(?:th)? it)\b",
    re.IGNORECASE,
)


def test_for_every_message_in_danger_one_uses_its_words_and_means_no_harm(messages):
    """But for plain chat, of which most has no such words and a tenth is danger."""
    rest = [m for m in messages if m.voice not in ORDINARY_TALK]
    harmless = [m for m in rest if m.risk == "none" and _WORDS_OF_DANGER.search(m.text)]
    in_danger = [m for m in rest if m.risk in ("crisis", "emergency")]
    assert len(harmless) >= len(in_danger)


def test_nothing_that_we_measure_with_is_trained_on(messages):
    assert [m.text for m in messages if pieces(m.text) & measured_pieces()] == []


@pytest.mark.parametrize("name", [*SETS, FOR_LIMITS, BESIDE_RULES])
def test_what_we_measure_with_is_all_compared(name):
    assert all(pieces(judged.text) <= measured_pieces() for judged in read_set(name))
    assert any(pieces(judged.text) for judged in read_set(name))


@pytest.mark.parametrize("read", [read_ordinary, read_answers])
def test_so_is_what_is_harmless(read):
    assert all(pieces(judged.text) <= measured_pieces() for judged in read())
    assert any(pieces(judged.text) for judged in read())


@pytest.mark.parametrize(
    ("learnt", "measured"),
    [
        ("Killing time!", "killing time"),
        ("Aye. I'm not scared of him at all", "im not scared of him at all"),
        ("So, he threw the kettle at me, full", "He threw the kettle at me – again"),
        ("Café’s shut by the time", "the bus: cafes shut by the time"),
        ("well – she said it was her, so", "she said it was her"),
    ],
)
def test_a_piece_is_known_whatever_its_marks_and_neighbours(learnt, measured):
    assert pieces(learnt) & pieces(measured)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ok", "OK!"), ("hi, not today, no", "hello, not today, aye"), ("no. not yet", "hm. not yet")],
)
def test_what_everybody_says_is_no_piece(one, other):
    assert not pieces(one) & pieces(other)


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


def line(text, needs=("money",), risk="none"):
    labels = {"needs": list(needs), "risk": risk}
    return json.dumps({"text": text, "before": {"needs": [], "risk": "none"}, "after": labels})


def test_corrections_of_staff_are_read_with_the_labels_that_they_gave(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(line("The lecky man came to [name]") + "\n", "utf-8")
    later = [line("the lecky man came to [name]", ["energy"]), line("Nae bother", [], "urgent")]
    (tmp_path / "b.jsonl").write_text("\n".join(later), "utf-8")

    found = read_messages(folder=tmp_path, corrections=tmp_path)

    assert [(one.needs, one.risk) for one in found] == [({"energy"}, "none"), (set(), "urgent")]
    assert {one.voice for one in found} == {"corrections"}


def test_without_a_folder_there_are_no_corrections(tmp_path: Path):
    assert read_corrections(tmp_path / "nowhere") == []


@pytest.mark.parametrize("name", SETS)
def test_a_correction_that_we_measure_with_is_refused_without_its_words(tmp_path: Path, name):
    text = next(judged.text for judged in read_set(name) if len(judged.text.split()) > 4)
    (tmp_path / "a.jsonl").write_text(line("It is cold") + "\n" + line(f"Hi! {text}"), "utf-8")

    with pytest.raises(MessagesInvalid, match="line 2: we measure with") as refused:
        read_corrections(tmp_path)

    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "wrong", ["{}", "[]", "no", line(" "), line("x", ["monney"]), line("x", risk="bad")]
)
def test_a_line_of_another_shape_is_refused(tmp_path: Path, wrong):
    (tmp_path / "a.jsonl").write_text(wrong, "utf-8")

    with pytest.raises(MessagesInvalid, match="line 1"):
        read_corrections(tmp_path)
