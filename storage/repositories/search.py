from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, delete, exists, select, union_all
from sqlalchemy.orm import aliased

from storage.keyring import Keyring
from storage.models import Message, Patient, Referral, SearchWord
from storage.models.message import Author
from storage.repositories.repository import Repository
from storage.repositories.upsert import insert_unless_there
from storage.search_words import (
    hashed,
    looked_for,
    name_words,
    number_words,
    telling_terms_of,
    terms_of,
    words_of,
)
from storage.types import keyring_of

INDEXED_AUTHORS: tuple[Author, ...] = ("patient", "staff")
"""What the bot says is the same for everybody, and would find everybody."""


class Search(Repository[SearchWord]):
    """Finds people by words that are kept only as keyed hashes."""

    model = SearchWord

    def index_message(self, message: Message) -> None:
        """Let the person be found by the words of a text; written with the unit."""
        if message.author in INDEXED_AUTHORS and message.text:
            self._write(message.practice_id, message.patient_id, words_of(message.text))

    def index_person(self, patient: Patient) -> None:
        """Let the person be found by what was learned of them: a name, a number to ring."""
        self._write(patient.practice_id, patient.id, _person_words(patient))

    async def forget(self, patient_ids: Sequence[str]) -> None:
        """Let nobody find these people any more."""
        await self._session.execute(
            delete(SearchWord).where(SearchWord.patient_id.in_(patient_ids))
        )

    async def rebuild(self, patient_ids: Sequence[str]) -> None:
        """Index these people anew, with all their texts: for a new key, or a changed name."""
        await self.forget(patient_ids)
        wanted = select(Patient).where(
            Patient.id.in_(patient_ids), Patient.unreachable_reason.is_distinct_from("erased")
        )
        people = {one.id: one for one in await self._session.scalars(wanted)}
        words = {id: _person_words(one) for id, one in people.items()}
        texts = select(Message.patient_id, Message.text).where(
            Message.patient_id.in_(people), Message.author.in_(INDEXED_AUTHORS)
        )
        for patient_id, text in await self._session.execute(texts):
            words[patient_id] |= words_of(text)
        for id, found in words.items():
            self._write(people[id].practice_id, id, found)

    async def people_after(self, patient_id: str, limit: int) -> Sequence[str]:
        """Ids of all people in order, from behind one: to rebuild page by page."""
        query = select(Patient.id).where(Patient.id > patient_id).order_by(Patient.id)
        return (await self._session.scalars(query.limit(limit))).all()

    async def referrals(
        self, practice_ids: Sequence[str], query: str, *, limit: int
    ) -> Sequence[str]:
        """Ids of referrals whose person has every word of `query`, then of those who have all but
        the common ones; each the newest person first.

        Nothing is found by no words at all.
        """
        terms, telling = terms_of(query), telling_terms_of(query)
        found = await self._with_all(practice_ids, terms, limit)
        if telling != terms and len(found) < limit:
            found = [*found, *await self._with_all(practice_ids, telling, limit)]
        return list(dict.fromkeys(found))[:limit]

    async def people(self, practice_id: str, query: str, *, limit: int) -> Sequence[Patient]:
        """Who has every word of `query` in a name, number or text of theirs; the newest first."""
        terms = terms_of(query)
        if not terms:
            return ()
        ids = self._of_practice(practice_id, terms, limit).subquery()
        found = select(Patient).where(Patient.id.in_(select(ids.c.patient_id)))
        return (await self._session.scalars(found.order_by(Patient.id.desc()))).all()

    async def namesakes(
        self, patient: Patient, *, limit: int
    ) -> Sequence[tuple[Patient, Referral]]:
        """Who else of the practice has the same name and birth date, each with their newest
        referral; nobody where either is not known. One statement."""
        terms = terms_of(str(patient.name or ""))
        if not terms or not patient.birth_date:
            return ()
        ids = self._of_practice(patient.practice_id, terms, limit).subquery()
        query = (
            select(Patient, Referral)
            .join(Referral, Referral.patient_id == Patient.id)
            .where(Patient.id.in_(select(ids.c.patient_id)), Patient.id != patient.id)
            .order_by(Referral.id)
        )
        rows = (await self._session.execute(query)).all()
        newest = {one.id: (one, referral) for one, referral in rows if _is_like(patient, one)}
        return list(newest.values())

    async def _with_all(
        self, practice_ids: Sequence[str], terms: Sequence[str], limit: int
    ) -> Sequence[str]:
        if not terms or not practice_ids:
            return ()
        lists = [self._of_practice(id, terms, limit) for id in practice_ids]
        people = union_all(*(select(one.subquery()) for one in lists)).subquery()
        found = (
            select(Referral.id)
            .where(Referral.patient_id.in_(select(people.c.patient_id)))
            .order_by(Referral.patient_id.desc(), Referral.id.desc())
            .limit(limit)
        )
        return (await self._session.scalars(found)).all()

    def _of_practice(self, practice_id: str, terms: Sequence[str], limit: int) -> Select[Any]:
        first, *others = (looked_for(self._keyring, practice_id, term) for term in terms)
        query = select(SearchWord.patient_id).where(SearchWord.word.in_(first))
        for hashes in others:
            also = aliased(SearchWord)
            query = query.where(
                exists().where(also.word.in_(hashes), also.patient_id == SearchWord.patient_id)
            )
        return query.order_by(SearchWord.patient_id.desc()).limit(limit)

    def _write(self, practice_id: str, patient_id: str, words: Iterable[str]) -> None:
        statement = insert_unless_there(self._session, SearchWord, "word", "patient_id")
        found = hashed(self._keyring, practice_id, words)
        self._writing.write_all(
            statement, [{"word": word, "patient_id": patient_id} for word in found]
        )

    @property
    def _keyring(self) -> Keyring:
        return keyring_of(self._session.get_bind().dialect)


def _is_like(patient: Patient, other: Patient) -> bool:
    names = [" ".join(str(one.name or "").casefold().split()) for one in (patient, other)]
    return names[0] == names[1] and patient.birth_date == other.birth_date


def _person_words(patient: Patient) -> set[str]:
    return (
        name_words(patient.name or "")
        | number_words(patient.contact)
        | number_words(patient.phone or "")
    )
