"""The letters' share: one linear reading of character runs for each signal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.training.messages import Labelled
from bot.training.targets import counts_for, targets_of
from bot.understanding.model.characters import BUCKETS, buckets
from bot.understanding.model.signals import SIGNALS, Floats

_STRENGTH = 3.0
"""How freely weights may grow (the inverse of regularisation)."""


def features_of(texts: Sequence[str]) -> csr_matrix:
    """`[texts, BUCKETS]`."""
    rows = [buckets(text) for text in texts]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((bucket for row in rows for bucket in row), dtype=np.int32)
    values = np.fromiter((weight for row in rows for weight in row.values()), dtype=np.float32)
    return csr_matrix((values, columns, starts), shape=(len(rows), BUCKETS))


def fit_letters(messages: Sequence[Labelled]) -> tuple[Floats, Floats]:
    """Weights `[BUCKETS, 16]` and biases `[16]`."""
    features = features_of([message.text for message in messages])
    targets = targets_of(messages)
    weights = np.zeros((BUCKETS, len(SIGNALS)), dtype=np.float32)
    biases = np.zeros(len(SIGNALS), dtype=np.float32)
    for column, label in enumerate(SIGNALS):
        rows = counts_for(label, messages)
        model = LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight="balanced")
        model.fit(features[rows], targets[rows, column])
        weights[:, column] = model.coef_[0]
        biases[column] = model.intercept_[0]
    return weights, biases
