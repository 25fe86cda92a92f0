"""When a refused text is tried again, as a pure function of what happened."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.errors import CarrierError

_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=30)
_LONGEST_LOOK = timedelta(minutes=2)
_LONGEST_WAITS = (timedelta(minutes=2), timedelta(minutes=5), _LONGEST_WAIT)
"""By `rank_of` the kind: when the carrier is back after hours, whoever wrote of danger waits no
half hour more, nor whoever waits for an answer. There are few of either."""
_PHONE_OFF_WAIT = timedelta(minutes=20)
_OUR_FAULT_WAIT = timedelta(minutes=5)


def retry_after(
    error: CarrierError,
    *,
    attempts: int,
    max_attempts: int,
    draw: float,
    asked: timedelta | None = None,
    rank: int = 2,
) -> timedelta | None:
    """How long to wait before the next try, or None to give up.

    `attempts` counts the try that just failed; `rank` is the text's; `draw` in [0, 1) spreads many
    retries over time. `asked` is what the carrier asked for: it is waited out, but for no longer
    than our own longest wait, since a slip of the carrier's must not hold a text for days; nor
    does whoever wrote of danger wait longer for it than for a carrier that is down.
    """
    if not error.is_retryable or (error.act == "retry_once" and attempts > 1):
        return None
    # A wrong set-up or a carrier that is down is no fault of the text's: only its maximum
    # age ends the tries.
    if error.act == "retry_later" and attempts >= max_attempts:
        return None
    waits = {"config_alert": _OUR_FAULT_WAIT, "retry_later": _PHONE_OFF_WAIT}
    doubled = _FIRST_WAIT * (1 << min(attempts - 1, 10))
    wait = waits.get(error.act, doubled)
    if error.act != "retry_later":  # no haste of ours switches a phone on
        wait = min(wait, _LONGEST_WAITS[rank])
    longest_asked = _LONGEST_WAITS[rank] if rank == 0 else _LONGEST_WAIT
    return max(wait * (0.75 + draw / 2), min(asked or timedelta(), longest_asked))


def look_up_after(attempts: int, draw: float) -> timedelta:
    """How long to wait before asking the carrier about an unknown outcome.

    Never long: the person's later texts wait for it, and a service that was killed at each of its
    `attempts` has asked nothing yet.
    """
    wait = min(timedelta(seconds=10) * (1 << min(attempts, 8)), _LONGEST_LOOK)
    return wait * (0.75 + draw / 2)
