"""Check-ins and outcomes, as told. Silence is a row of its own, and never "better"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.staff.presenters.reports.table import (
    Highlight,
    Report,
    Row,
    Table,
    by_size,
    counted,
    rows_of,
    sum_of,
)
from bot.staff.presenters.reports.told import Told, share
from bot.staff.presenters.reports.words import ANSWERS, CHANGES, OUTCOMES
from storage.views.reports.answers import Answers
from storage.views.reports.scope import Parts

_SAID = ("better", "same", "worse", "call")


def present_answers(found: Answers) -> Report:
    sent = sum_of(found.answers)
    answered = sum_of(_answered(found.answers))
    return Report(
        key="check-ins",
        title="How people are doing",
        lead="What people answered to “how are things since we spoke?”, and how referrals ended.",
        highlights=(
            Highlight(value=share(answered, sent) or "–", words="of check-ins were answered"),
            Highlight(value=better_share(found) or "–", words="of the answers were “better”"),
        ),
        tables=(
            Table(
                key="answers",
                title="Check-ins, by answer",
                head="Answer",
                columns=("Check-ins",),
                rows=rows_of(found.answers, tuple(ANSWERS), ANSWERS),
                total=Row(name="All sent", cells=(sent,)),
            ),
            _people(
                "last-answer",
                "What each person answered last",
                found.last,
                _SAID,
                ANSWERS,
                "Answer",
            ),
            _people(
                "change",
                "From the first answer to the last",
                found.change,
                CHANGES,
                CHANGES,
                "Change",
            ),
            _people(
                "outcomes",
                "How referrals were closed",
                found.outcomes,
                by_size(found.outcomes, OUTCOMES),
                OUTCOMES,
                "Outcome",
            ),
        ),
    )


def better_share(found: Answers) -> str:
    """The share of answers that were "better", of those who answered; "" when too few."""
    return share(counted(found.answers, "better"), sum_of(_answered(found.answers)))


def answered_count(found: Answers) -> Told:
    return sum_of(_answered(found.answers))


def _answered(parts: Parts) -> Parts:
    return {name: counts for name, counts in parts.items() if name != "no_answer"}


def _people(
    key: str, title: str, parts: Parts, names: Iterable[str], words: Mapping[str, str], head: str
) -> Table:
    return Table(
        key=key,
        title=title,
        head=head,
        rows=rows_of(parts, tuple(names), words),
        total=Row(name="Everyone", cells=(sum_of(parts),)),
    )
