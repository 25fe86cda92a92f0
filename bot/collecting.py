"""How often garbage is looked for.

While a program starts, nearly all that it makes is there to stay: looking through it again and
again for what has gone takes a seventh of the start, and finds nothing.
"""

from __future__ import annotations

import gc
from typing import Final

_USUAL: Final = gc.get_threshold()
_MADE_AT_A_START: Final = 50_000
"""So many new objects at a time, of some 500,000."""


def collect_seldom() -> None:
    """For a start, and for commands that end soon after it."""
    gc.set_threshold(_MADE_AT_A_START, *_USUAL[1:])


def collect_as_usual() -> None:
    """For a process that serves: a little at a time, so that nobody waits for it.

    What the start has made is left out from now on. Modules, flows and word lists live as long as
    the process; looking through them held every answer up for 0.2 s now and then.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_USUAL)
