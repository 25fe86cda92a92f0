"""Patients by name and number: looked for by keyed hashes (docs/adr/0012), then compared in full.

The words of texts are kept in the same place as names are, so that what the hashes find is not yet
somebody of that name. A birth date has no such hash: it is compared among who was found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from actions.basis.audit import record
from actions.basis.e164 import e164
from actions.basis.work import Work
from bot.api.fhir.search import Asked, Span, spans
from bot.api.problems import Problem
from storage.models import Patient
from storage.search_words import name_words, terms_of

MOST_FOUND: Final = 1000
_NUMBERS: Final = frozenset({"", "phone", "sms"})
"""What a contact point that is a number may be of; an email address is of nobody here."""


async def people_asked_for(work: Work, asked: Asked) -> set[str] | None:
    """Ids of the patients who fit every parameter, each given once or more and with a comma between
    what will do alike; None where none was asked for. That it was is audited.

    Raises Problem 400 for a birth date by itself.
    """
    born = spans(asked, "birthdate", work.timezone)
    groups = [
        await _any_of(work, value.split(","), fits)
        for parameter, fits in _LOOKED_FOR.items()
        for value in asked.used.getall(parameter, [])
    ]
    if not groups:
        if born:
            raise Problem(400, "birthdate is looked at beside a name or a number, never alone.")
        return None
    found = {
        id
        for id, person in groups[0].items()
        if all(id in group for group in groups) and _was_born(person, born, work.timezone)
    }
    detail = {"found": len(found)}
    record(work, "searched", work.practice.id, subject_type="practice", detail=detail)
    return found


async def _any_of(
    work: Work, wanted: list[str], fits: Callable[[Patient, str], bool]
) -> dict[str, Patient]:
    found: dict[str, Patient] = {}
    for one in wanted:
        words = one.rpartition("|")[2]
        people = await work.uow.search.people(work.practice.id, words, limit=MOST_FOUND + 1)
        if len(people) > MOST_FOUND:
            raise Problem(400, f"More than {MOST_FOUND} people may fit: write more of the name.")
        found |= {person.id: person for person in people if fits(person, one)}
    return found


def _is_called(person: Patient, name: str) -> bool:
    """Whether each word begins a part of the name, without regard to case and accents."""
    return set(terms_of(name)) <= name_words(person.name or "")


def _has_number(person: Patient, number: str) -> bool:
    """However it is written, and whether or not it says `phone|` before; in an address a + that was
    not encoded is a space."""
    system, _, digits = number.rpartition("|")
    wanted = e164(digits) if system.strip() in _NUMBERS else None
    mine = (str(person.contact).removeprefix("whatsapp:"), str(person.phone or ""))
    return wanted is not None and wanted in {e164(one) for one in mine if one}


def _was_born(person: Patient, born: Sequence[Span], zone: ZoneInfo) -> bool:
    """Within every span; of whom no date is known, nobody can say so."""
    if not born:
        return True
    try:
        day = date.fromisoformat(str(person.birth_date or ""))
    except ValueError:
        return False
    at = datetime.combine(day, time(), zone)
    return all(
        (since is None or since <= at) and (until is None or at < until) for since, until in born
    )


_LOOKED_FOR: Final[Mapping[str, Callable[[Patient, str], bool]]] = {
    "name": _is_called,
    "family": _is_called,
    "given": _is_called,
    "phone": _has_number,
    "telecom": _has_number,
}
"""A name is kept whole, as it was told: which part is the family's nobody has said."""
