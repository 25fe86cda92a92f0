"""How much words, letters and rules are each worth, found on messages they had not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.training.messages import Labelled
from bot.training.targets import counts_for, targets_of
from bot.understanding.model.signals import SIGNALS, Floats
from bot.understanding.rule_detector import RuleDetector


def rule_scores(texts: Sequence[str]) -> Floats:
    """`[texts, 16]`: what the rules score."""
    rules = RuleDetector()
    rows = [rules.detect(text).scores for text in texts]
    return np.array([[row[label] for label in SIGNALS] for row in rows], dtype=np.float32)


def fit_judgement(
    messages: Sequence[Labelled], words: Floats, letters: Floats, rules: Floats
) -> Floats:
    """`[16, 4]`: the worth of words, letters and rules, and a constant, for each signal.

    A logistic regression makes the sum a calibrated logit.
    """
    targets = targets_of(messages)
    weights = np.zeros((len(SIGNALS), 4), dtype=np.float32)
    for column, label in enumerate(SIGNALS):
        rows = counts_for(label, messages)
        signals = np.stack([words[:, column], letters[:, column], rules[:, column]], axis=1)
        model = LogisticRegression(C=10.0)
        model.fit(signals[rows], targets[rows, column])
        weights[column, :3] = model.coef_[0]
        weights[column, 3] = model.intercept_[0]
    return weights
