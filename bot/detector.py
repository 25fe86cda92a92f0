"""The detector that config.yml asks for."""

from __future__ import annotations

from bot.settings import UnderstandingConfig
from bot.understanding.joint_detector import JointDetector
from bot.understanding.thresholds import Thresholds


def detector_of(config: UnderstandingConfig) -> JointDetector:
    """Rules and the shipped model, with the thresholds of `config`."""
    return JointDetector.load(
        Thresholds(
            needs=config.needs_threshold,
            urgent=config.urgent_threshold,
            crisis=config.crisis_threshold,
            crisis_alone=config.crisis_alone_threshold,
            emergency=config.emergency_share,
            rules=config.rules_threshold,
        )
    )
