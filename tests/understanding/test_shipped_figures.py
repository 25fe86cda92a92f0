"""The shipped model does what its card says, measured anew."""

from __future__ import annotations

import pytest

from bot.detector import detector_of
from bot.evaluation.card import CARD, tables, written_into
from bot.evaluation.report import by_style, evaluate
from bot.evaluation.sets import SETS
from bot.settings import UnderstandingConfig
from bot.understanding.model.figures import shipped_figures

SLACK = 0.01
"""Rounding differs a little between processors: of few messages, one is read otherwise."""
SLACK_OF_A_NEED = 0.03
"""A set has some twenty to fifty messages with each need."""
ALARMS = {"false_alarms", "called_urgent_without_need"}
"""The fewer of these, the better."""


@pytest.fixture(scope="module")
def figures():
    return evaluate(detector_of(UnderstandingConfig()))


def worse(found: dict, stated: dict) -> dict[str, tuple]:
    """What is found less well than stated, and by more than the slack."""
    fallen = {}
    for measure, was in stated.items():
        now = found[measure]
        if was["of"] == 0:
            continue
        sign = -1 if measure in ALARMS else 1
        if sign * (was["share"] - now["share"]) > max(SLACK, 1.5 / was["of"]):
            fallen[measure] = (was["share"], now["share"])
    return fallen


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", SETS)
def test_needs_are_found_as_well_as_the_card_states(figures, name):
    stated, found = shipped_figures()["sets"][name]["needs"], figures["sets"][name]["needs"]

    for measure in ("macro_f1", "micro_f1"):
        assert found[measure] >= stated[measure] - SLACK
    each = {need: (one["f1"], found["each"][need]["f1"]) for need, one in stated["each"].items()}
    assert {need: f1 for need, f1 in each.items() if f1[1] < f1[0] - SLACK_OF_A_NEED} == {}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", SETS)
def test_every_share_of_risk_is_as_good_as_the_card_states(figures, name):
    stated, found = shipped_figures()["sets"][name]["risk"], figures["sets"][name]["risk"]

    assert worse(found, stated) == {}


@pytest.mark.timeout(300)
def test_every_way_of_writing_is_read_as_well_as_the_card_states(figures):
    stated, found = shipped_figures()["by_style"], figures["by_style"]

    for style, was in stated.items():
        if was["messages"]:
            assert found[style]["needs_micro_f1"] >= was["needs_micro_f1"] - SLACK_OF_A_NEED, style
        shares = {name: was[name] for name in ("danger_found", "false_alarms")}
        assert worse(found[style], shares) == {}, style


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["ordinary_texts", "answers"])
def test_what_is_harmless_raises_as_few_alarms(figures, name):
    stated = shipped_figures()[name]

    assert figures[name]["share"] <= stated["share"] + max(SLACK / 2, 1.5 / stated["of"])


def test_the_tables_of_the_card_are_those_of_the_shipped_figures():
    card = CARD.read_text("utf-8")

    lines = [line for table in tables(shipped_figures()) for line in table.splitlines()]
    assert [line for line in lines if f"\n{line}\n" not in card] == []
    assert written_into(card, shipped_figures()) == card


def test_a_card_without_one_of_the_tables_is_not_written():
    with pytest.raises(ValueError, match="0 tables that begin with"):
        written_into("# Model card\n", shipped_figures())


def test_where_nobody_writes_so_nothing_is_counted():
    empty = by_style([])["Scots"]

    assert (empty["messages"], empty["needs_micro_f1"], empty["danger_found"]["share"]) == (
        *(0, None),
        None,
    )
