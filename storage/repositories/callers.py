"""Whoever writes to a practice, and all that a turn wants to know of them, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import Appointment, Conversation, OptOut, Patient, Practice, Referral, Staff
from storage.models.appointment import LIVE_STATUSES
from storage.models.base import Base
from storage.rows import names_of
from storage.types import keyring_of
from storage.writing_session import WritingSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """`appointment` is the next live one that is not over by the server's clock, with `worker`
    the name of whom it is with."""

    practice: Practice
    patient: Patient | None
    conversation: Conversation | None
    referral: Referral | None
    is_out: bool
    appointment: Appointment | None
    worker: str | None


class Callers:
    """Finds who writes; a read that every turn begins with."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(
        self, *, practice_id: str | None, phone: str | None, contact: str, now: datetime
    ) -> Caller | None:
        """Who is at `contact` of the practice (by id, or else by its phone), their lane held.

        None when there is no such practice; a Caller without a patient when they are new.
        """
        dialect = self._session.get_bind().dialect
        fingerprints = keyring_of(dialect).fingerprints(contact)
        values = {"practice": practice_id or phone, "fingerprints": _one_or_all(fingerprints)}
        by_phone, is_many = practice_id is None, len(fingerprints) > 1
        if dialect.name == "postgresql":
            await self._session.execute(_locking(by_phone, is_many), values)
        caller = await self._read(by_phone, is_many, {**values, "now": now})
        if caller is None or caller.patient is None:
            return caller
        if caller.patient.contact_fingerprint != fingerprints[0]:
            caller.patient.contact_fingerprint = fingerprints[0]  # filed under an older key
        return caller

    async def _read(self, by_phone: bool, is_many: bool, values: dict[str, Any]) -> Caller | None:
        session = self._session.sync_session
        if isinstance(session, WritingSession) and session.is_in_loop and not is_many:
            return _from_row(session, session.rows(_reading_rows(by_phone), values))
        found = (await self._session.execute(_reading(by_phone, is_many), values)).first()
        return None if found is None else _caller(found)


def _from_row(session: WritingSession, rows: Sequence[Sequence[Any]]) -> Caller | None:
    if not rows:
        return None
    row = rows[0]
    parts: list[Any] = []
    start = 0
    for model, names in _COLUMNS.items():
        end = start + len(names)
        named = dict(zip(names, row[start:end], strict=True))
        parts.append(None if named["id"] is None else session.entity_of(model, named))
        start = end
    return _caller([*parts, *row[start:]])


def _caller(parts: Sequence[Any]) -> Caller:
    return Caller(
        practice=parts[0],
        patient=parts[1],
        conversation=parts[2],
        referral=parts[3],
        appointment=parts[4],
        worker=parts[5],
        is_out=bool(parts[6]),
    )


def _one_or_all(fingerprints: Sequence[str]) -> Any:
    return fingerprints if len(fingerprints) > 1 else fingerprints[0]


def _is_practice(by_phone: bool) -> ColumnElement[bool]:
    column = Practice.phone if by_phone else Practice.id
    return column == bindparam("practice")


def _is_patient(is_many: bool) -> ColumnElement[bool]:
    """A list of parameters is spelled out anew for every execution; one key is the usual case."""
    column = Patient.contact_fingerprint
    filed = (
        column.in_(bindparam("fingerprints", expanding=True))
        if is_many
        else column == bindparam("fingerprints")
    )
    return and_(Patient.practice_id == Practice.id, filed)


# Built once each, because every turn asks them.
@cache
def _locking(by_phone: bool, is_many: bool) -> Select[str]:
    # FOR NO KEY UPDATE: rows that refer to the patient may still be inserted by others. It is a
    # statement of its own, so that the next one sees what the turn before has committed.
    return (
        select(Patient.id)
        .join(Practice, _is_patient(is_many))
        .where(_is_practice(by_phone))
        .with_for_update(key_share=True, of=Patient)
    )


_COLUMNS: dict[type[Base], tuple[str, ...]] = {
    model: names_of(model) for model in (Practice, Patient, Conversation, Referral, Appointment)
}


@cache
def _reading(by_phone: bool, is_many: bool) -> Select[*tuple[Any, ...]]:
    return _joined(select(*_COLUMNS, *_SCALARS), by_phone, is_many).execution_options(
        populate_existing=True
    )


@cache
def _reading_rows(by_phone: bool) -> Select[*tuple[Any, ...]]:
    columns = [getattr(model, name) for model, names in _COLUMNS.items() for name in names]
    return _joined(select(*columns, *_SCALARS), by_phone, is_many=False)


def _joined(
    query: Select[*tuple[Any, ...]], by_phone: bool, is_many: bool
) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Practice)
        .outerjoin(Patient, _is_patient(is_many))
        .outerjoin(Conversation, and_(Conversation.patient_id == Patient.id, Conversation.is_live))
        .outerjoin(Referral, Referral.conversation_id == Conversation.id)
        .outerjoin(Appointment, Appointment.id == _next_appointment())
        .outerjoin(Staff, Staff.id == Appointment.link_worker_id)
        .where(_is_practice(by_phone))
    )


_SCALARS = (
    Staff.name,
    exists().where(OptOut.patient_id == Patient.id, OptOut.ended_at.is_(None)).correlate(Patient),
)


def _next_appointment() -> ColumnElement[str]:
    one = aliased(Appointment)
    is_live = one.status.in_([literal_column(f"'{status}'") for status in LIVE_STATUSES])
    return (
        select(one.id)
        .where(one.patient_id == Patient.id, is_live, one.ends_at > bindparam("now"))
        .order_by(one.starts_at, one.id)
        .limit(literal_column("1"))
        .correlate(Patient)
        .scalar_subquery()
    )
