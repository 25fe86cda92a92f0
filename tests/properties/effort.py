"""How much is tried: a few examples that are the same each time, or many new ones.

The suite tries the few. `python -m tests.properties --times 50` tries fifty times as many, drawn
anew at each run.
"""

from __future__ import annotations

from typing import Final

from hypothesis import HealthCheck, Phase, settings

from tests.properties.times import times

TIMES: Final = times()


def effort(examples: int, *, steps: int = 50) -> settings:
    """Settings for so many examples in the suite; `steps` is how long a state machine runs.

    A whole Blether stands behind many of them, so slowness is no fault of a strategy.
    """
    is_suite = TIMES == 1
    return settings(
        max_examples=examples * TIMES,
        stateful_step_count=steps,
        derandomize=is_suite,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        print_blob=not is_suite,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
