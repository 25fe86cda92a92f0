"""Answers from 0 to 10 over time, as the points of a line; the template draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from actions.check_ins.check_in_questions import HIGHEST, QUESTIONS
from storage.models import CheckIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a chart in its own units; `left` leaves room for the scale."""

    width: int
    height: int
    left: int = 5
    margin: int = 5


CHART: Final = Frame(width=300, height=110, left=28, margin=10)
SPARK: Final = Frame(width=110, height=40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: float
    y: float
    at: datetime
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChart:
    """One question's answers, oldest first; `levels` pairs 0, 5 and 10 with their heights."""

    question: str
    is_higher_better: bool
    frame: Frame
    points: tuple[Point, ...]
    levels: tuple[tuple[int, float], ...]

    @property
    def line(self) -> str:
        return " ".join(f"{one.x:g},{one.y:g}" for one in self.points)


def score_charts(check_ins: Sequence[CheckIn], frame: Frame) -> tuple[ScoreChart, ...]:
    """A chart for each question that was answered, those answered last first.

    Answers to other words are another question's: each version of a wording has its own line.
    """
    answers: dict[tuple[str, int], list[CheckIn]] = {}
    for one in check_ins:
        question = one.question or ""
        if one.score is not None and one.answered_at and question in QUESTIONS:
            answers.setdefault((question, one.question_version or 1), []).append(one)
    charts = [_chart(question, given, frame) for (question, _), given in answers.items()]
    return tuple(sorted(charts, key=lambda one: one.points[-1].at, reverse=True))


def _chart(question: str, given: Sequence[CheckIn], frame: Frame) -> ScoreChart:
    answers = sorted(
        (one.answered_at, one.score)
        for one in given
        if one.answered_at is not None and one.score is not None
    )
    first, last = answers[0][0], answers[-1][0]
    length = (last - first).total_seconds()
    room = frame.width - frame.left - frame.margin
    points = tuple(
        Point(
            x=round(
                frame.left + room * ((at - first).total_seconds() / length if length else 0), 1
            ),
            y=_height(score, frame),
            at=at,
            score=score,
        )
        for at, score in answers
    )
    return ScoreChart(
        question=question,
        is_higher_better=QUESTIONS[question].is_higher_better,
        frame=frame,
        points=points,
        levels=tuple((level, _height(level, frame)) for level in (0, 5, HIGHEST)),
    )


def _height(score: int, frame: Frame) -> float:
    room = frame.height - 2 * frame.margin
    return round(frame.margin + room * (1 - score / HIGHEST), 1)
