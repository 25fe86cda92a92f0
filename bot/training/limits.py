"""From which score on a label should count, found on messages that the model had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.training.messages import Labelled
from bot.training.targets import targets_of
from bot.understanding.detection import NEEDS
from bot.understanding.model.signals import SIGNALS, Floats
from bot.understanding.thresholds import Thresholds

FALSE_ALARMS_BORNE: Final = 0.08
"""Finding danger comes first: so many harmless messages, most of them written to mislead, may raise
an alarm by their score."""
FALSE_ALARMS_ALONE: Final = 0.02
"""The same of those in which no need is heard: much of it is chat that was never meant for us."""
_STEPS: Final = tuple(hundredth / 100 for hundredth in range(2, 99))
_AS_GOOD: Final = 0.002


def choose(messages: Sequence[Labelled], scores: Floats, rules: float) -> Thresholds:
    """Limits for scores `[messages, 16]`; `rules` is taken as given."""
    targets = targets_of(messages)
    column = {label: place for place, label in enumerate(SIGNALS)}
    grave = targets[:, column["crisis"]]
    harmless = ~targets[:, column["urgent"]]
    crisis = _lowest(scores[harmless, column["crisis"]], FALSE_ALARMS_BORNE)
    needs = _best(scores[:, : len(NEEDS)], targets[:, : len(NEEDS)])
    alone = harmless & ~(scores[:, : len(NEEDS)] >= needs).any(axis=1)
    return Thresholds(
        needs=needs,
        crisis=crisis,
        crisis_alone=max(crisis, _lowest(scores[alone, column["crisis"]], FALSE_ALARMS_ALONE)),
        emergency=_even(
            scores[grave, column["emergency"]] / scores[grave, column["crisis"]],
            targets[grave, column["emergency"]],
        ),
        urgent=_lowest(scores[harmless, column["urgent"]], FALSE_ALARMS_BORNE),
        rules=rules,
    )


def _lowest(scores: Floats, share: float) -> float:
    """The lowest limit that no more than this share of the scores reaches, or 1."""
    return next((limit for limit in _STEPS if np.mean(scores >= limit) <= share), 1.0)


def _best(scores: Floats, targets: NDArray[np.bool_]) -> float:
    """The limit, one for all labels, with the best mean F1; of several as good, the highest."""

    def mean_f1(limit: float) -> float:
        found = scores >= limit
        right = (found & targets).sum(axis=0)
        of = found.sum(axis=0) + targets.sum(axis=0)
        # A label that nobody has and nothing finds is 0 at every limit, as in bot/evaluation.
        return float(np.mean(2 * right / np.maximum(of, 1)))

    found = {limit: mean_f1(limit) for limit in _STEPS}
    return max(limit for limit in _STEPS if found[limit] >= max(found.values()) - _AS_GOOD)


def _even(scores: Floats, targets: NDArray[np.bool_]) -> float:
    """The limit at which both sides are told rightly most evenly."""

    def worse_side(limit: float) -> float:
        return float(min(np.mean(scores[targets] >= limit), np.mean(scores[~targets] < limit)))

    return max(_STEPS, key=worse_side)
