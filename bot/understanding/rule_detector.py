"""Reads needs and risk by rules: weighed phrases from the lexicons, and what makes them harmless.

Signs of different kinds add up as independent ones do: 1 - (1 - a)(1 - b)…
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.understanding.asked_needs import read_asked_needs
from bot.understanding.chinese import cut_at_known_words
from bot.understanding.detection import GRAVE, NEEDS, RISKS, Detection, Evidence, Risk
from bot.understanding.language import guess_language
from bot.understanding.lexicons import Harmless, Sign, harmless_phrases, signs, tellers
from bot.understanding.named_needs import read_named_needs
from bot.understanding.normalise import PlainText, normalise
from bot.understanding.phrase_book import Match
from bot.understanding.spelled_out import join_letters
from bot.understanding.stretches import Stretches
from bot.understanding.typos import mend

THRESHOLD: Final = 0.5
_SOFT: Final = 0.3
"""What a denied or past sign is still worth: below the threshold, but not nothing."""
_NO_FOOD: Final = "no food today"
_SAID_OF_THINGS: Final = frozenset({"broken", "useless", "empty"})
_SAID_IN_PASSING: Final = re.compile(r"\b(?:need|needing) it\b|^(?:please )?(?:dont|do not) tell ")
""" "I don't need it now", of an appointment: it adds to other signs, and alone is none."""
_OF_SELF: Final = frozenset({"i", "im", "me", "feel", "feeling", "felt", "life", "myself"})
_LONELY: Final = "loneliness"
_SAYS_OF_SELF: Final = re.compile(
    r"\b(?:im|am|i feel|i get|feeling)(?: (?:so|very|awfy|awfu|affa|awful|awfully|pure|dead|really|"
    r"just|that|fair|gey|right|a bit|quite|pretty|feeling))* $"
)
_NEAR: Final = 40
"""Letters back from a sign to the word that says whose it is, at the most."""
_IMPLIED: Final = 0.6
_WRITER: Final = frozenset({"i", "im", "ill", "id", "ive", "am"})
_DONE_TO_WRITER: Final = frozenset({"me", "us"})
_WORDS_FROM_WRITER: Final = 3


class RuleDetector:
    """Rules alone: no training, no files but the lexicons, the same answer every time."""

    def detect(self, text: str) -> Detection:
        """Needs and risk of one message of any length; never fails."""
        plain = cut_at_known_words(mend(join_letters(normalise(text))))
        told = _Told.of(plain)
        found, harmless = _signs_of(plain, told)
        named = read_named_needs(plain)
        asked = read_asked_needs(plain)
        found.extend((*named, *asked))
        scores = _scores(found)
        risk = _risk(scores)
        return Detection(
            needs=_needs(found, scores),
            only_names_needs=bool(named),
            outright=_outright(plain, asked, found),
            risk=risk,
            is_soft=risk == "none" and _is_of_a_person(plain, found),
            harmless=harmless,
            is_disowned=_is_disowned(plain, told),
            scores=scores,
            evidence=_evidence(plain, found, scores),
            language=guess_language(text),
        )


@lru_cache(maxsize=1)
def _rules() -> RuleDetector:
    return RuleDetector()


def detect(text: str) -> Detection:
    """Needs and risk of one message, by rules: `detect("nae leccy").needs == ("energy",)`."""
    return _rules().detect(text)


def _signs_of(
    plain: PlainText, told: _Told
) -> tuple[list[Match[Sign]], tuple[tuple[int, int], ...]]:
    """The signs that count, and where the message says of danger that it is none."""
    masks = [
        mask
        for mask in harmless_phrases().find(plain)
        if not told.not_meant_so.overlap(mask.start, mask.end)
    ]
    masked = _masked(masks)
    masked_of_all = _masked(mask for mask in masks if not mask.value.is_of_others)
    found: list[Match[Sign]] = []
    for match in signs().find(plain):
        masking = masked_of_all if _is_of_the_writer(plain, match) else masked
        if not masking[match.value.label].overlap(match.start, match.end):
            found.extend(_with_implied(told.softened(match)))
    of_danger = [
        (mask.start, mask.end)
        for mask in masks
        if "crisis" in mask.value.labels and not mask.value.is_figure
    ]
    over = _of_danger_once(told, found)
    spans = (plain.span(start, end) for start, end in (*of_danger, *told.denials, *over))
    return found, tuple((span.start, span.end) for span in spans)


def _of_danger_once(told: _Told, found: Iterable[Match[Sign]]) -> Sequence[tuple[int, int]]:
    """The sentences of what is past in which there was danger, and what says that it is over."""
    grave = (sign for sign in found if sign.value.label in GRAVE)
    danger = Stretches((sign.start, sign.end) for sign in grave)
    once = [one for one in told.past if danger.overlap(*one)]
    return [*once, *told.over] if once else ()


def _is_disowned(plain: PlainText, told: _Told) -> bool:
    """Whether writers deny it, or say outright that something else is meant."""
    masks = () if told.is_in_earnest else harmless_phrases().find(plain)
    return bool(told.denials) or any(mask.value.is_outright for mask in masks)


def _masked(masks: Iterable[Match[Harmless]]) -> Mapping[str, Stretches]:
    """By label, where the message says that it does not mean it."""
    by_label: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for mask in masks:
        for label in mask.value.labels:
            by_label[label].append((mask.start, mask.end))
    found: defaultdict[str, Stretches] = defaultdict(Stretches)
    found.update((label, Stretches(spans)) for label, spans in by_label.items())
    return found


def _is_of_the_writer(plain: PlainText, match: Match[Sign]) -> bool:
    """Whether writers say a sign of themselves ("then im going to kill myself", "i want to die") or
    of what is done to them ("he nearly killed me")."""
    start = match.start - 1
    for _ in range(_WORDS_FROM_WRITER):
        start = max(plain.text.rfind(" ", 0, start), 0)
    before = plain.text[start : match.start].rpartition(" . ")[2].split()
    said = plain.text[match.start : match.end].split()
    return not _WRITER.isdisjoint([*before, *said]) or not _DONE_TO_WRITER.isdisjoint(said)


def _is_of_a_person(plain: PlainText, found: Iterable[Match[Sign]]) -> bool:
    """Whether a sign of crisis is about somebody: a boiler is broken, and no more than that."""
    said = {
        plain.text[match.start : match.end].strip() for match in found if match.value.label in GRAVE
    }
    meant = {words for words in said if not _SAID_IN_PASSING.search(words)}
    return bool(meant - _SAID_OF_THINGS) or bool(meant and _OF_SELF & set(plain.spoken()))


def _with_implied(match: Match[Sign]) -> tuple[Match[Sign], ...]:
    sign = match.value
    if not sign.implies:
        return (match,)
    implied = Sign(sign.implies, min(sign.weight, _IMPLIED), sign.why)
    return match, Match(match.start, match.end, implied)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the message tells about its own signs: denied, or past and over."""

    denials: tuple[tuple[int, int], ...]
    """The denials after which the message takes no turn ("but", "till last night")."""
    past: tuple[tuple[int, int], ...]
    """The sentences of what is past, where the message says that it is over."""
    over: tuple[tuple[int, int], ...]
    """The words that say so."""
    soft: Stretches
    """Where a risk is denied, or past and over."""
    is_in_earnest: bool
    """ "Not joking": what else says of jest counts for nothing."""
    not_meant_so: Stretches
    """ "It isn't panic": what would be harmless with panic in it is not."""

    @classmethod
    def of(cls, plain: PlainText) -> _Told:
        groups: dict[str, list[tuple[int, int]]] = {}
        for match in tellers().find(plain):
            groups.setdefault(match.value, []).append((match.start, match.end))
        is_over = "over" in groups and "still" not in groups
        denied = [] if "taken_back" in groups else groups.get("denied", [])
        turned = max((start for start, _ in groups.get("turned", ())), default=-1)
        past = _sentences(plain, groups.get("past", ())) if is_over else []
        unturned = tuple(one for one in denied if one[0] > turned)
        soft = Stretches([*denied, *past])
        not_so = Stretches(groups.get("not_meant_so", ()))
        over = tuple(groups.get("over", ()))
        return cls(unturned, tuple(past), over, soft, "in_earnest" in groups, not_so)

    def softened(self, match: Match[Sign]) -> Match[Sign]:
        if match.value.label not in RISKS or not self.soft.overlap(match.start, match.end):
            return match
        weight = min(match.value.weight, _SOFT)
        return Match(match.start, match.end, Sign(match.value.label, weight, "denied or past"))


def _sentences(plain: PlainText, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each stretch, out to where its sentence begins and ends."""
    stops = [0, *(word.at - 1 for word in plain.words if word.text == "."), len(plain.text)]
    return [
        (stops[max(bisect_left(stops, start - 2) - 1, 0)], stops[bisect_left(stops, end)])
        for start, end in stretches
    ]


def _scores(found: Iterable[Match[Sign]]) -> dict[str, float]:
    strongest: dict[tuple[str, str], float] = {}
    for match in found:
        key = (match.value.label, match.value.why)
        strongest[key] = max(strongest.get(key, 0.0), match.value.weight)
    left = dict.fromkeys((*NEEDS, *RISKS), 1.0)
    for (label, _), weight in strongest.items():
        left[label] *= 1.0 - weight
        if label == "emergency":
            left["crisis"] *= 1.0 - weight
    return {label: round(1.0 - rest, 3) for label, rest in left.items()}


def _needs(found: Sequence[Match[Sign]], scores: dict[str, float]) -> tuple[str, ...]:
    named = sorted((match.start, match.value.label) for match in found)
    labels = dict.fromkeys(label for _, label in named if label in NEEDS)
    return tuple(label for label in labels if scores[label] >= THRESHOLD)


def _outright(
    plain: PlainText, asked: Iterable[Match[Sign]], found: Iterable[Match[Sign]]
) -> tuple[str, ...]:
    """What is asked for, the food that there is none of today, and "I'm awfully lonely"."""
    pressing = (
        match
        for match in found
        if match.value.why == _NO_FOOD
        or (
            match.value.why == _LONELY
            and _SAYS_OF_SELF.search(plain.text, max(0, match.start - _NEAR), match.start)
        )
    )
    labels = (match.value.label for match in (*asked, *pressing))
    return tuple(dict.fromkeys(label for label in labels if label in NEEDS))


def _risk(scores: dict[str, float]) -> Risk:
    return next((level for level in RISKS if scores[level] >= THRESHOLD), "none")


def _evidence(
    plain: PlainText, found: Sequence[Match[Sign]], scores: dict[str, float]
) -> tuple[Evidence, ...]:
    """One span for each place and label: of several that overlap, the longest says most."""
    spans = [
        Evidence(label=match.value.label, start=span.start, end=span.end, why=match.value.why)
        for match in found
        if scores[match.value.label] >= THRESHOLD
        for span in [plain.span(match.start, match.end)]
    ]
    shown: list[Evidence] = []
    places: defaultdict[str, Stretches] = defaultdict(Stretches)
    for each in sorted(spans, key=lambda span: span.start - span.end):
        if places[each.label].add_apart(each.start, each.end):
            shown.append(each)
    return tuple(sorted(shown, key=lambda span: (span.start, span.label)))
