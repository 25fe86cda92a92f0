"""The periods of retention that config.yml sets, as the rules want them."""

from __future__ import annotations

from actions.privacy.retention import Periods
from bot.settings import RetentionConfig


def periods_of(config: RetentionConfig) -> Periods:
    return Periods(
        record_years=config.record_years,
        safeguarding_years=config.safeguarding_years,
        child_until_age=config.child_until_age,
        step_days=config.step_days,
        sign_in_days=config.sign_in_days,
    )
