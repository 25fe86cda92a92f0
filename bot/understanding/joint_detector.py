"""Rules and the trained model together: either one finds danger, and both weigh every score."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import Final

from bot.understanding.answers.birth_date import without_dates
from bot.understanding.answers.volunteered_time import without_times_that_suit
from bot.understanding.bare_answer import is_bare_answer
from bot.understanding.contact_wishes import asks_for_signer
from bot.understanding.detection import GRAVE, LEARNT, NEEDS, RISKS, Detection, Evidence, Risk
from bot.understanding.hard_to_read import finds_reading_hard
from bot.understanding.listed_needs import listed_needs
from bot.understanding.model.judgement import Judgement
from bot.understanding.model.pointing import spans_for
from bot.understanding.model.trained_model import Signals, TrainedModel
from bot.understanding.respelling import Respelt, respell
from bot.understanding.rule_detector import RuleDetector
from bot.understanding.thresholds import Thresholds
from bot.understanding.unsafe_phone import tells_of_child_who_reads

_IN_ANOTHER_LANGUAGE: Final = 0.6
"""From which score on the model alone raises danger in a text that is not in English."""
_GRAVEST_FIRST: Final = (*RISKS, "none")
_MOST: Final = 0.5
_MUCH: Final = 0.36
"""Of a message that rules know to be meant harmlessly; chosen on messages for measuring, where no
danger was lost by it, as from 0.30 on it was."""
_HEARD_ANYWAY: Final = 0.9
"""From this score on the model is heard even so, unless the writer disowns it: "burnt my hand on
purpose" begins like a mishap."""
_ANY_DAY: Final = date(2026, 1, 1)
"""Which day it is changes no word's being one of a time."""
_WITH_DANGER: Final = frozenset({"mental_health", "abuse"})


class JointDetector:
    """One for each process; safe to call from several threads."""

    def __init__(
        self, rules: RuleDetector, model: TrainedModel, judgement: Judgement, limits: Thresholds
    ) -> None:
        self._rules = rules
        self._model = model
        self._judgement = judgement
        self._limits = limits

    @classmethod
    def load(cls, limits: Thresholds) -> JointDetector:
        """With the artefact that lies beside the code."""
        model, judgement = _artefact()
        return cls(RuleDetector(), model, judgement, limits)

    def detect(self, text: str) -> Detection:
        """Needs and risk of one message of any length; never fails."""
        found = self._detect(text)
        bare = without_times_that_suit(text, _ANY_DAY)
        return found if bare == text else _together(found, self._detect(bare))

    def _detect(self, text: str) -> Detection:
        by_rules = self._rules.detect(text)
        found = self._weigh(text, by_rules)
        if by_rules.risk in GRAVE and found.risk not in GRAVE:
            # "I want to die 14/2/61", where a name and a birth date were asked for.
            bare = without_dates(text)
            again = self._weigh(bare, by_rules) if bare != text else found
            return again if again.risk in GRAVE else found
        return found

    def _weigh(self, text: str, by_rules: Detection) -> Detection:
        if by_rules.risk == "none" and is_bare_answer(text):
            return by_rules
        respelt = respell(text)
        signals = self._model.read(respelt.text)
        scores = self._judgement.scores(signals, by_rules.scores)
        is_harmless = (
            by_rules.risk not in GRAVE
            and (by_rules.is_disowned or scores["crisis"] < _HEARD_ANYWAY)
            and _covers(text, by_rules.harmless, _MUCH)
        )
        found = {need: scores[need] >= self._limits.needs for need in NEEDS}
        is_alone = not any(found.values())
        risk = by_rules.risk if is_harmless else self._risk(text, scores, by_rules, is_alone)
        if risk == "urgent" and by_rules.risk == "none" and is_alone and finds_reading_hard(text):
            risk = "none"  # it is told to a person all the same, and is no danger
        if _covers(text, _spans(by_rules, by_rules.needs), _MOST):
            found |= dict.fromkeys(by_rules.needs, True)  # "am skint n the flat is freezin"
        if is_harmless or (risk in GRAVE and scores["crisis"] < self._limits.crisis):
            # Of danger it was the rules' word that counted, so it is of what comes with danger.
            found |= {need: need in by_rules.needs for need in _WITH_DANGER}
        elif risk in GRAVE and by_rules.scores["crisis"] >= self._limits.rules:
            found |= dict.fromkeys(_WITH_DANGER.intersection(by_rules.needs), True)
        if by_rules.language != "en":
            found |= dict.fromkeys(by_rules.needs, True)
        found |= dict.fromkeys((*by_rules.outright, *listed_needs(text, by_rules)), True)
        if by_rules.only_names_needs:
            found = {need: need in by_rules.needs for need in NEEDS}
        if found["immigration"] and asks_for_signer(text):
            found["immigration"] = "immigration" in by_rules.needs
        if found["abuse"] and tells_of_child_who_reads(text):
            found["abuse"] = "abuse" in by_rules.needs
        needs = tuple(need for need in NEEDS if found[need])
        labels = (*needs, risk) if risk != "none" else needs
        evidence = _evidence(labels, by_rules.evidence, signals, respelt)
        return replace(
            by_rules,
            needs=_as_named(needs, evidence),
            risk=risk,
            scores=scores,
            evidence=evidence,
            is_soft=by_rules.is_soft and risk == "none",
        )

    def _risk(
        self, text: str, scores: Mapping[str, float], by_rules: Detection, is_alone: bool
    ) -> Risk:
        """`is_alone`: no need is heard beside it, and danger by itself asks for more."""
        limits = self._limits
        # The model has hardly seen another language than English: there the rules' word counts.
        is_foreign = by_rules.language != "en"
        if is_foreign and by_rules.risk in GRAVE:
            return by_rules.risk
        in_english = limits.crisis_alone if is_alone else limits.crisis
        if scores["crisis"] >= (_IN_ANOTHER_LANGUAGE if is_foreign else in_english):
            is_now = scores["emergency"] >= limits.emergency * scores["crisis"]
            return "emergency" if is_now else "crisis"
        is_sure = by_rules.scores["crisis"] >= limits.rules
        if by_rules.risk in GRAVE and (is_sure or _covers(text, _spans(by_rules, GRAVE), _MOST)):
            return by_rules.risk
        if is_foreign:
            is_urgent = by_rules.risk == "urgent" or scores["urgent"] >= _IN_ANOTHER_LANGUAGE
        else:
            is_urgent = scores["urgent"] >= limits.urgent
        return "urgent" if is_urgent else "none"


def _together(found: Detection, bare: Detection) -> Detection:
    """What either finds, the graver danger of the two: when somebody is free weighs nothing, and
    among its words the rest weighs less."""
    graver = min(found, bare, key=lambda each: _GRAVEST_FIRST.index(each.risk))
    evidence = tuple(sorted({*found.evidence, *bare.evidence}, key=lambda e: (e.start, e.label)))
    needs = tuple(dict.fromkeys((*found.needs, *bare.needs)))
    return replace(
        found,
        needs=_as_named(needs, evidence),
        risk=graver.risk,
        is_soft=found.is_soft and graver.risk == "none",
        scores={label: max(score, bare.scores[label]) for label, score in found.scores.items()},
        evidence=evidence,
    )


def _spans(by_rules: Detection, labels: Collection[str]) -> Iterator[tuple[int, int]]:
    return ((each.start, each.end) for each in by_rules.evidence if each.label in labels)


def _covers(text: str, spans: Iterable[tuple[int, int]], share: float) -> bool:
    """Whether these stretches are at least so much of the message.

    "kms" or "whats the point anymore" by itself is meant, as "am skint" and "am no suicidal hen"
    are; within a story each may be anything.
    """
    covered = {
        place for start, end in spans for place in range(start, end) if not text[place].isspace()
    }
    letters = sum(map(len, text.split()))
    return len(covered) >= share * max(letters, 1)


@lru_cache(maxsize=1)
def _artefact() -> tuple[TrainedModel, Judgement]:
    return TrainedModel.load(), Judgement.load()


def _evidence(
    labels: tuple[str, ...], by_rules: tuple[Evidence, ...], signals: Signals, respelt: Respelt
) -> tuple[Evidence, ...]:
    """What the rules point at; where they point at nothing for a label, the model does."""
    grave = next(iter(GRAVE.intersection(labels)), None)
    # What the rules take for a crisis, and the model for an emergency, is danger in the same words.
    of_level = (
        replace(each, label=grave) if grave and each.label in GRAVE else each for each in by_rules
    )
    shown = [each for each in of_level if each.label in labels]
    known = {each.label for each in shown}
    unshown = [label for label in labels if label not in known]
    tokens = signals.tokens() if unshown else ()
    shown += [
        Evidence(label=label, start=start, end=end, why=LEARNT)
        for label in unshown
        for start, end in starmap(respelt.in_message, spans_for(label, tokens))
    ]
    return tuple(sorted(shown, key=lambda each: (each.start, each.label)))


def _as_named(needs: tuple[str, ...], evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """The needs in the order in which the message comes to them."""
    first: dict[str, int] = {}
    for each in evidence:
        first.setdefault(each.label, each.start)
    return tuple(sorted(needs, key=lambda need: first.get(need, 0)))
