"""What each signal should say of each message."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.training.messages import Labelled
from bot.understanding.detection import GRAVE, NEEDS
from bot.understanding.model.signals import RISK_LEVELS, SIGNALS


def targets_of(messages: Sequence[Labelled]) -> NDArray[np.bool_]:
    """`[messages, 16]`: needs as they are, risk as "that or worse"."""
    risks = np.array([RISK_LEVELS.index(message.risk) for message in messages])
    needs = np.array([[need in message.needs for need in NEEDS] for message in messages])
    return np.column_stack([needs, risks >= 1, risks >= 2, risks >= 3])


def counts_for(label: str, messages: Sequence[Labelled]) -> NDArray[np.intp]:
    """The messages that a signal is about: emergency is told from crisis, not from all else."""
    if label not in SIGNALS:
        raise ValueError(label)
    if label != "emergency":
        return np.arange(len(messages))
    grave = [message.risk in GRAVE for message in messages]
    return np.flatnonzero(grave)
