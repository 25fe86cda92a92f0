"""Appointments and chats held, as told."""

from __future__ import annotations

from typing import Final

from bot.staff.presenters.reports.table import (
    Highlight,
    Report,
    Row,
    Table,
    counted,
    number_of,
    sum_of,
)
from bot.staff.presenters.reports.told import Told, share, told_sum
from bot.staff.presenters.reports.words import MODES, VISITS
from storage.views.reports.attendance import Attendance
from storage.views.reports.scope import Parts, to_parts

_MARKED: Final = ("attended", "did_not_attend", "cancelled")
_MANY: Final = 4


def present_attendance(found: Attendance) -> Report:
    by_mode = {mode: _marked(parts) for mode, parts in found.by_mode.items()}
    every = to_parts(
        (status, practice, count)
        for parts in by_mode.values()
        for status, counts in parts.items()
        for practice, count in counts.items()
    )
    seen = chats_held(found)
    return Report(
        key="appointments",
        title="Appointments and chats",
        lead="Chats that were to begin in this time, by how they were to be held.",
        highlights=(
            Highlight(value=_all_modes(by_mode, every, "attended").shown, words="chats were held"),
            Highlight(value=seen.shown, words="people came to a chat"),
            Highlight(value=_kept(every) or "–", words="of chats not cancelled were attended"),
        ),
        tables=(_modes_table(by_mode, every), _sessions_table(found.sessions)),
    )


def chats_held(found: Attendance) -> Told:
    """How many people had at least one chat."""
    return sum_of(_up_to_many(found.sessions))


def _marked(parts: Parts) -> Parts:
    return to_parts(
        (status if status in _MARKED else "unmarked", practice, count)
        for status, counts in parts.items()
        for practice, count in counts.items()
    )


def _kept(every: Parts) -> str:
    kept = {status: every.get(status, {}) for status in ("attended", "did_not_attend")}
    return share(counted(every, "attended"), sum_of(kept))


def _modes_table(by_mode: dict[str, Parts], every: Parts) -> Table:
    known = [*MODES, *(mode for mode in sorted(by_mode) if mode not in MODES)]
    return Table(
        key="by-mode",
        title="What became of them",
        head="How",
        columns=tuple(VISITS.values()),
        rows=tuple(
            Row(
                name=MODES.get(mode, mode),
                cells=tuple(counted(by_mode.get(mode, {}), status) for status in VISITS),
            )
            for mode in known
        ),
        total=Row(
            name="Any way", cells=tuple(_all_modes(by_mode, every, status) for status in VISITS)
        ),
        note="The chart shows those attended.",
    )


def _all_modes(by_mode: dict[str, Parts], every: Parts, status: str) -> Told:
    """The sum over modes, safe beside each mode and each practice."""
    return told_sum(
        [number_of(parts, status) for parts in by_mode.values()], every.get(status, {}).values()
    )


def _sessions_table(sessions: Parts) -> Table:
    parts = _up_to_many(sessions)
    names = {"1": "one chat", "2": "two chats", "3": "three chats", str(_MANY): "four or more"}
    return Table(
        key="sessions",
        title="Chats held for each person",
        head="Chats",
        rows=tuple(Row(name=name, cells=(counted(parts, key),)) for key, name in names.items()),
        total=Row(name="Everyone who came", cells=(sum_of(parts),)),
        note="In a large Glasgow trial, those seen three times or more were the ones who gained.",
    )


def _up_to_many(sessions: Parts) -> Parts:
    return to_parts(
        (str(min(_MANY, int(count_held))), practice, count)
        for count_held, counts in sessions.items()
        for practice, count in counts.items()
    )
