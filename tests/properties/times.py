"""How many times the suite's examples are tried; known before anything else is imported."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "BLETHER_PROPERTY_TIMES"


def times() -> int:
    return int(os.environ.get(VARIABLE, "1"))
