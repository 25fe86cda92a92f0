"""Patients by name and number: looked for by keyed hashes (docs/adr/0012), then compared in full.

The words of texts are kept in the same place as names are, so that what the hashes find is not yet
somebody of that name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actions.basis.audit import record
from actions.basis.e164 import e164
from actions.basis.work import Work
from bot.api.fhir.search import Asked
from bot.api.problems import Problem
from storage.models import Patient
from storage.search_words import name_words, terms_of

MOST_FOUND: Final = 1000


async def people_asked_for(work: Work, asked: Asked) -> set[str] | None:
    """Ids of the patients who fit `name` and `phone`, each given once or more and with a comma
    between what will do alike; None where neither was asked for. That it was is audited."""
    sets = [
        await _any_of(work, value.split(","), fits)
        for parameter, fits in (("name", _is_called), ("phone", _has_number))
        for value in asked.used.getall(parameter, [])
    ]
    if not sets:
        return None
    found = set.intersection(*sets)
    detail = {"found": len(found)}
    record(work, "searched", work.practice.id, subject_type="practice", detail=detail)
    return found


async def _any_of(work: Work, wanted: list[str], fits: Callable[[Patient, str], bool]) -> set[str]:
    found: set[str] = set()
    for one in wanted:
        people = await work.uow.search.people(work.practice.id, one, limit=MOST_FOUND + 1)
        if len(people) > MOST_FOUND:
            raise Problem(400, f"More than {MOST_FOUND} people may fit: write more of the name.")
        found |= {person.id for person in people if fits(person, one)}
    return found


def _is_called(person: Patient, name: str) -> bool:
    """Whether each word begins a part of the name, without regard to case and accents."""
    return set(terms_of(name)) <= name_words(person.name or "")


def _has_number(person: Patient, number: str) -> bool:
    """However it is written; in an address a + that was not encoded is a space."""
    wanted = e164(number.rpartition("|")[2])
    mine = (str(person.contact).removeprefix("whatsapp:"), str(person.phone or ""))
    return wanted is not None and wanted in {e164(one) for one in mine if one}
