"""When a turn cannot go on."""

from __future__ import annotations


class TurnFailed(Exception):
    """The turn cannot go on; pattern_internal_error answers it."""

    def __init__(self, error_type: str, info: str) -> None:
        super().__init__(info)
        self.error_type = error_type
        self.info = info
