"""From which score on a label counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which score on a label counts; chosen on messages that the model had not seen.

    `rules` is the score from which danger found by rules counts, whatever the model says;
    `emergency` is the share of a crisis score that makes it an emergency.
    """

    needs: float = 0.35
    urgent: float = 0.33
    crisis: float = 0.24
    emergency: float = 0.24
    rules: float = 0.98
