"""The summary that is pasted into EMIS or Vision: plain text, short, the weightiest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.delivery.segments import tidy
from bot.staff.presenters.evidence import words_for
from bot.staff.presenters.no_danger import no_danger
from storage.models import Practice
from storage.views.casebook import Casebook

LONGEST: Final = 2000
_LONGEST_WORDS: Final = 160
_CUT: Final = "(Shortened; the rest is in Blether.)"
_MODES: Final = {
    "in_person": "in person",
    "phone": "by phone",
    "video": "by video",
    "home": "at home",
}
_CALLS: Final = {
    "reached": "reached",
    "no_answer": "no answer",
    "no_message": "no message left",
    "left_message": "message left",
}
_KEPT_ELSEWHERE: Final = ("Appointment:", "Needs:", "Safe to text:")


@dataclass(frozen=True, slots=True)
class _Line:
    """`weight` 0 is never left out; among the others the heaviest number goes first."""

    text: str
    weight: int = 0


def record_summary(book: Casebook, practice: Practice, zone: ZoneInfo) -> str:
    """At most LONGEST characters. Codes and names as staff say them; no markup at all."""
    lines = [
        _Line(_plain(line.text), line.weight) for line in _lines(book, practice, zone) if line.text
    ]
    whole = _joined(lines)
    while len(whole) > LONGEST and any(line.weight for line in lines):
        lines.remove(max(reversed(lines), key=lambda line: line.weight))
        whole = f"{_joined(lines)}\n{_CUT}"
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - len(_CUT) - 1]}\n{_CUT}"


def answers(kept: str | None) -> str:
    """What was answered to the questions, without what moves on: needs, safety, appointment."""
    lines = (kept or "").splitlines()
    return "\n".join(one for one in lines if not one.startswith(_KEPT_ELSEWHERE))


def _joined(lines: list[_Line]) -> str:
    return "\n".join(line.text for line in lines)


def _plain(text: str) -> str:
    """One line without control characters, in plain quotes and dashes."""
    return " ".join("".join(c if c.isprintable() else " " for c in tidy(text)).split())


def _lines(book: Casebook, practice: Practice, zone: ZoneInfo) -> Iterator[_Line]:
    details = book.dossier.details
    referral, patient = details.referral, details.patient
    began = _day(referral.created_at, zone)
    kind = "Self-referral" if referral.source == "self" else "Referral"
    yield _Line(f"{kind} to {practice.settings.role_title}, {began}")
    born = date.fromisoformat(patient.birth_date) if patient.birth_date else None
    said_born = f", born {born.day} {born:%B %Y}" if born else ""
    yield _Line(f"Name: {patient.name or 'not given'}{said_born}")
    labels = ", ".join(need.label.replace("_", " ") for need in details.needs)
    yield _Line(f"Presenting needs: {labels or 'none named'}")
    yield from _words(book)
    yield from (_Line(line, 2) for line in answers(referral.summary).splitlines())
    yield from _risk(book, zone)
    yield from _contacts(book, zone)
    yield from _follow_up(book, zone)
    if referral.status == "closed":
        closed = f" {_day(referral.closed_at, zone)}" if referral.closed_at else ""
        yield _Line(f"Closed{closed}: {(referral.outcome or 'no outcome').replace('_', ' ')}")


def _words(book: Casebook) -> Iterator[_Line]:
    texts = {one.id: str(one.text) for one in book.messages}
    for need in book.dossier.details.needs:
        words = words_for(need, texts)
        if words:
            said = "; ".join(words)[:_LONGEST_WORDS]
            yield _Line(f'In their words, {need.label.replace("_", " ")}: "{said}"', 3)


def _risk(book: Casebook, zone: ZoneInfo) -> Iterator[_Line]:
    details = book.dossier.details
    risk = details.referral.risk
    yield _Line(f"Risk: {'no known risks' if risk == 'none' else risk}")
    for flag in details.risk_flags:
        seen = f", seen {_time(flag.seen_at, zone)}" if flag.seen_at else ", not seen yet"
        by = book.dossier.name(flag.seen_by)
        yield _Line(
            f"- {flag.level} raised {_time(flag.raised_at, zone)}{seen}{f' by {by}' if by else ''}",
            1,
        )
    calm = no_danger(book.feedback)
    calmed = sum(flag.message_id in calm for flag in details.risk_flags)
    if calmed:
        yield _Line(f"- {calmed} of these judged by staff to be no danger", 1)
    for record in book.safeguarding:
        raised = f"Safeguarding raised {_time(record.raised_at, zone)} to {record.raised_to}"
        yield _Line(f"{raised}. Agreed: {record.next_step}"[:300], 1)


def _contacts(book: Casebook, zone: ZoneInfo) -> Iterator[_Line]:
    for visit in book.dossier.details.appointments:
        if visit.status != "held":
            who = book.dossier.name(visit.link_worker_id)
            status = visit.status.replace("_", " ")
            mode = _MODES.get(visit.mode, visit.mode)
            yield _Line(f"Appointment {_time(visit.starts_at, zone)}, {mode}, {who}: {status}")
    if book.phone_calls:
        counts = Counter(_CALLS[one.outcome] for one in book.phone_calls)
        told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        yield _Line(f"Phone calls: {told}; last {_day(book.phone_calls[-1].at, zone)}")


def _follow_up(book: Casebook, zone: ZoneInfo) -> Iterator[_Line]:
    details = book.dossier.details
    for check_in in details.check_ins:
        if check_in.answer and check_in.answered_at:
            answer = {"call": "asked for a call", "same": "the same"}.get(
                check_in.answer, check_in.answer
            )
            yield _Line(f"Check-in {_day(check_in.answered_at, zone)}: {answer}")
        elif check_in.status == "unanswered":
            yield _Line(f"Check-in {_day(check_in.due_at, zone)}: no answer")
    if details.signposts:
        told = {one.name: one.need.replace("_", " ") for one in details.signposts}
        yield _Line(f"Told of: {'; '.join(f'{name} ({need})' for name, need in told.items())}", 1)


def _day(value: datetime, zone: ZoneInfo) -> str:
    local = value.astimezone(zone)
    return f"{local.day} {local:%b %Y}"


def _time(value: datetime, zone: ZoneInfo) -> str:
    return f"{_day(value, zone)} {value.astimezone(zone):%H:%M}"
