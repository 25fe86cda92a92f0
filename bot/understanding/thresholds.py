"""From which score on a label counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which score on a label counts; chosen on messages that the model had not seen.

    `rules` is the score from which danger found by rules counts, whatever the model says.
    `crisis_alone` is that of danger in a text of which no need is heard: who is in danger nearly
    always tells of something, and chat that was never meant for us is what is misread.
    `emergency` is the share of a crisis score that makes it an emergency.
    """

    needs: float
    urgent: float
    crisis: float
    crisis_alone: float
    emergency: float
    rules: float
