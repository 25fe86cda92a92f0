import numpy as np
import pytest

from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import SIGNALS, parts_of, signals_of

COUNT = len(NEEDS) + 4


def logits(*, none=0.0, urgent=0.0, crisis=0.0, emergency=0.0):
    return np.array([0.0] * len(NEEDS) + [none, urgent, crisis, emergency], dtype=np.float32)


def risk(signals):
    return {label: float(signals[SIGNALS.index(label)]) for label in SIGNALS[len(NEEDS) :]}


def test_risk_is_read_in_steps_of_that_or_worse():
    calm, grave = risk(signals_of(logits(none=6))), risk(signals_of(logits(emergency=6)))
    assert calm["urgent"] < 0
    assert calm["crisis"] < 0
    assert grave["urgent"] > 0
    assert grave["crisis"] > 0
    assert grave["emergency"] > 0


def test_crisis_and_emergency_together_are_danger_though_neither_is_sure():
    torn = risk(signals_of(logits(crisis=3, emergency=3)))
    assert torn["crisis"] == pytest.approx(3.0, abs=1e-5)
    assert torn["emergency"] == 0


def test_needs_stay_as_they_are():
    given = np.arange(COUNT, dtype=np.float32)
    assert np.array_equal(signals_of(given)[: len(NEEDS)], given[: len(NEEDS)])


def test_what_tokens_add_to_a_need_adds_up_to_it():
    rng = np.random.default_rng(1)
    parts = rng.normal(size=(9, COUNT)).astype(np.float32)
    whole = parts.sum(axis=0)
    added = parts_of(parts, whole).sum(axis=0)
    assert np.allclose(added[: len(NEEDS)], signals_of(whole)[: len(NEEDS)], atol=1e-5)


def test_the_token_that_speaks_of_danger_adds_most_to_danger():
    parts = np.zeros((3, COUNT), dtype=np.float32)
    parts[1, -2] = 4.0
    added = parts_of(parts, parts.sum(axis=0))
    assert int(added[:, SIGNALS.index("crisis")].argmax()) == 1
