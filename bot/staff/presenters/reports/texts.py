"""Texts, segments and what they cost, as told."""

from __future__ import annotations

from bot.staff.presenters.reports.table import (
    Highlight,
    Report,
    Row,
    Table,
    by_practice,
    by_size,
    counted,
    number_of,
    sum_of,
)
from bot.staff.presenters.reports.told import NOT_TOLD, Told, told
from bot.staff.presenters.reports.words import KINDS
from storage.views.reports.texts import Texts


def present_texts(found: Texts, *, pence_per_segment: float) -> Report:
    total = sum_of(found.texts)
    segments = _segments(found, None) if total.size is not None else NOT_TOLD
    cost = _cost(segments, pence_per_segment)
    return Report(
        key="texts",
        title="Texts and what they cost",
        lead=(
            f"Texts that left us by SMS or WhatsApp, at {pence_per_segment:g} pence a segment. "
            "Web chat costs nothing and is not counted."
        ),
        highlights=(
            Highlight(value=total.shown, words="texts sent"),
            Highlight(value=segments.shown, words="segments"),
            Highlight(value=cost.shown, words="at our price"),
        ),
        tables=(
            Table(
                key="by-kind",
                title="What texts were for",
                head="Kind",
                columns=("Texts", "Segments", "Cost"),
                rows=tuple(
                    _row(found, name, pence_per_segment) for name in by_size(found.texts, KINDS)
                ),
                total=Row(name="All", cells=(total, segments, cost)),
                note="A long text, or one with certain signs, is billed as several segments.",
            ),
        ),
    )


def _row(found: Texts, name: str, pence: float) -> Row:
    texts = counted(found.texts, name)
    segments = NOT_TOLD if texts.size is None else _segments(found, name)
    return Row(name=KINDS.get(name, name), cells=(texts, segments, _cost(segments, pence)))


def _segments(found: Texts, name: str | None) -> Told:
    """Rounded like the texts; few of them are not told, as few texts are not."""
    if name is None:
        return told(sum(by_practice(found.segments).values()))
    return told(number_of(found.segments, name))


def _cost(segments: Told, pence: float) -> Told:
    if segments.size is None:
        return NOT_TOLD
    pounds = segments.size * pence / 100
    return Told(shown=f"£{pounds:,.2f}", size=None)
