"""Strain in the words of any week sends nobody the crisis lines, and danger beside it is heard."""

from __future__ import annotations

import pytest
from tables import labelled
from test_risk import GRAVE

from bot.detector import detector_of
from bot.settings import UnderstandingConfig

ROWS = labelled("daily_strain")
DANGER = [row.text for row in ROWS if row.risk in GRAVE]
STRAIN = [(row.text, row.needs) for row in ROWS if row.risk not in GRAVE]


@pytest.fixture(scope="module")
def detector():
    return detector_of(UnderstandingConfig())


@pytest.mark.parametrize(("text", "needs"), STRAIN)
def test_strain_sends_nobody_the_crisis_lines_and_its_need_is_heard(detector, text, needs):
    found = detector.detect(text)
    assert found.risk == "none"
    assert needs <= set(found.needs)


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_heard_beside_strain(detector, text):
    assert detector.detect(text).risk in GRAVE
