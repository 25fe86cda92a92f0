"""Needs told behind a name and a date of birth: "Jean Smith 14/2/1961 and I need food"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.understanding.answers.birth_date import read_birth_date
from bot.understanding.answers.person_name import read_person_name
from bot.understanding.detection import LEARNT, Detection
from bot.understanding.rule_detector import detect


def with_needs_behind_date(text: str, found: Detection, today: date) -> Detection:
    """What was found, but for what only the model finds in a name and a date; and what the rules
    find behind them, which they hide from the model.

    Abuse changes too much to be guessed at.
    """
    born = read_birth_date(text, today)
    if born is None:
        return found
    before = text[: born[1]]
    is_name = not before.strip() or read_person_name(before) is not None
    shown = [
        each
        for each in found.evidence
        if not is_name or each.start >= born[2] or each.why != LEARNT
    ]
    kept = {each.label for each in shown}
    by_rules = detect(text[born[2] :]).needs
    shown += [
        each
        for each in detect(text).evidence
        if each.start >= born[2] and each.label in by_rules and each.label not in {*kept, "abuse"}
    ]
    told = {each.label for each in shown}
    needs = [need for need in dict.fromkeys((*found.needs, *by_rules)) if need in told]
    return replace(found, needs=tuple(needs), evidence=tuple(shown))
