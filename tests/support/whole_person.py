"""One person with a row in every table that can hold something about one: made from the schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary
from sqlalchemy.orm import class_mapper

from storage.models import Base, Conversation, Patient, Practice, Referral, Staff, new_id
from storage.private import PatientText, PersonName, PhoneNumber
from storage.repositories.person_rows import models_about_people
from storage.rows import table_of
from storage.types import SealedJson, SealedText, UtcTime
from storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import NOW

WORDS = "ma man hits me and ah'm feart"
NAME = "Senga McGlumpher"
NUMBER = "+447700900888"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePerson:
    """`rows` are all rows about them by table, their own first."""

    practice: Practice
    patient: Patient
    conversation: Conversation
    referral: Referral
    staff: Staff
    rows: dict[str, Base]


async def a_whole_person(
    uow: UnitOfWork, *, practice: Practice | None = None, contact: str = NUMBER
) -> WholePerson:
    """Somebody whose words stand in every sealed column there is."""
    practice = practice or await builders.a_practice(uow)
    staff = await builders.a_staff_member(uow, practice=practice)
    patient = await builders.a_patient(
        uow,
        practice=practice,
        contact=contact,
        name=PersonName(NAME),
        phone=PhoneNumber(contact),
        contact_advice=PatientText(WORDS),
    )
    conversation = await builders.a_conversation(uow, patient=patient, state={"words": WORDS})
    referral = await builders.a_referral(uow, conversation=conversation, summary=PatientText(WORDS))
    await builders.a_need(uow, referral=referral, label="housing", evidence=[{"words": WORDS}])
    known: dict[str, Base] = {
        "practice": practice,
        "staff": staff,
        "patient": patient,
        "conversation": conversation,
        "referral": referral,
    }
    models = models_about_people()
    for name in ("message", *sorted(set(models) - {"message"})):
        if name not in known:
            known[name] = _row(models[name], known)
            uow.session.add(known[name])
            await uow.session.flush()
    rows = {name: row for name, row in known.items() if name in models or name == "patient"}
    return WholePerson(
        practice=practice,
        patient=patient,
        conversation=conversation,
        referral=referral,
        staff=staff,
        rows=rows,
    )


def _row(model: type[Base], known: dict[str, Base]) -> Base:
    values = {}
    for column in table_of(model).columns:
        is_sealed = isinstance(column.type, SealedText | SealedJson)
        owner = _owner(column)
        if owner in known and owner != table_of(model).name:
            values[column.name] = getattr(known[owner], "id")  # noqa: B009  any noun has one
        elif is_sealed or not (_has_default(model, column) or column.nullable):
            values[column.name] = _value(column)
    return model(**values)


def _owner(column: Column[Any]) -> str:
    (key, *_) = [*column.foreign_keys, None]
    return "" if key is None else str(key.target_fullname).split(".")[0]


def _has_default(model: type[Base], column: Column[Any]) -> bool:
    declared = class_mapper(model).columns[column.name]
    return declared.name == "id" or declared.default is not None


def _value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, SealedText):
        return kind.private_type(WORDS)
    if isinstance(kind, SealedJson):
        return [{"words": WORDS}]
    if isinstance(kind, UtcTime):
        return NOW
    if isinstance(kind, Date):
        return date(2026, 11, 20)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, LargeBinary):
        raise TypeError(f"{column} is neither sealed nor known to this test")
    return [] if "JSON" in str(kind).upper() else new_id()
