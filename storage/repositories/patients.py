from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from storage.errors import NumberTaken
from storage.keyring import Keyring
from storage.models import Outbox, Patient, Timer
from storage.models.patient import Channel
from storage.private import PhoneNumber
from storage.repositories import erasure
from storage.repositories.prepared import Prepared
from storage.repositories.repository import Repository
from storage.repositories.search import Search
from storage.repositories.upsert import insert_unless_there
from storage.types import keyring_of

_WHATSAPP: Final = "whatsapp:"


class Patients(Repository[Patient]):
    model = Patient

    async def by_contact(self, practice_id: str, contact: str) -> Patient | None:
        """The patient of a practice at this address, whichever of our keys filed it."""
        return await self._filed(practice_id, self._keyring.fingerprints(contact))

    async def at_number(self, practice_id: str, contact: str) -> list[Patient]:
        """The patients of a practice at this address and at the same number's other one, by SMS
        or WhatsApp: one person, with a record for each."""
        addresses = (contact, _other_address(contact))
        found = [await self.by_contact(practice_id, one) for one in addresses if one]
        return [one for one in found if one is not None]

    async def at_other_address(self, patient: Patient) -> Patient | None:
        """The same number at that practice by WhatsApp, or by SMS; None where it has only one."""
        other = _other_address(patient.contact)
        return await self.by_contact(patient.practice_id, other) if other else None

    async def forget_stop(self, practice_id: str, contact: str) -> bool:
        """Whether this number said STOP before its record was erased; kept there no longer, for
        whoever asks writes it down anew."""
        prints = self._keyring.fingerprints(erasure.stop_fingerprint(contact))
        erased = await self._filed(practice_id, prints)
        if erased is None:
            return False
        erased.contact_fingerprint = self._keyring.fingerprint(erased.contact)
        return True

    async def get_or_create(
        self, *, practice_id: str, channel: Channel, contact: str, now: datetime, **more: Any
    ) -> Patient:
        """The patient at this address, made now if new; racing callers get the same one."""
        found = await self.by_contact(practice_id, contact) or await self.make(
            practice_id=practice_id, channel=channel, contact=contact, now=now, **more
        )
        found = found or await self.by_contact(practice_id, contact)
        if found is None:
            raise RuntimeError("a patient that was just inserted cannot be found")
        if found.contact_fingerprint != self._keyring.fingerprint(contact):
            found.contact_fingerprint = self._keyring.fingerprint(contact)
        return found

    async def make(
        self, *, practice_id: str, channel: Channel, contact: str, now: datetime, **more: Any
    ) -> Patient | None:
        """A new patient, their lane held; None if somebody else made them meanwhile."""
        patient = Patient(
            practice_id=practice_id,
            channel=channel,
            contact=PhoneNumber(contact),
            contact_fingerprint=self._keyring.fingerprint(contact),
            created_at=now,
            **more,
        )
        statement = insert_unless_there(
            self._session, Patient, "practice_id", "contact_fingerprint"
        )
        if not await self._insert_and_watch(statement, patient):
            return None
        Search(self._session).index_person(patient)
        return patient

    def add(self, patient: Patient) -> Patient:
        """As everywhere; they can from then on be found by name and number."""
        Search(self._session).index_person(patient)
        return super().add(patient)

    async def change_contact(self, patient: Patient, contact: PhoneNumber) -> None:
        """They are at another number from now on; after NumberTaken the unit must end."""
        patient.contact = contact
        patient.contact_fingerprint = self._keyring.fingerprint(contact)
        try:
            await self._flush()
        except IntegrityError:
            raise NumberTaken("somebody else of the practice has this number") from None

    async def lock(self, patient_id: str) -> None:
        """Take the person's lane until the unit ends; on SQLite the unit itself is the lane."""
        if self._is_postgresql:
            # FOR NO KEY UPDATE: rows that refer to the patient may still be inserted by others.
            await self._session.execute(
                select(Patient.id).where(Patient.id == patient_id).with_for_update(key_share=True)
            )

    async def lock_all(self, patient_ids: Sequence[str]) -> None:
        """Take all their lanes, in an order in which two who do so never wait for each other."""
        if self._is_postgresql:
            await self._session.execute(
                select(Patient.id)
                .where(Patient.id.in_(patient_ids))
                .order_by(Patient.id)
                .with_for_update(key_share=True)
            )

    async def of_practice(
        self, practice_id: str, channel: Channel | None = None, *, limit: int = 200
    ) -> Sequence[Patient]:
        """Patients of a practice, newest first."""
        query = select(Patient).where(Patient.practice_id == practice_id)
        if channel is not None:
            query = query.where(Patient.channel == channel)
        return (await self._session.scalars(query.order_by(Patient.id.desc()).limit(limit))).all()

    async def shift_clock(self, patient_id: str, delta: timedelta) -> None:
        """Put a simulated phone's clock forward: whatever it waits for comes nearer by `delta`."""
        patient = await self._session.get_one(Patient, patient_id)
        patient.time_shift_seconds += round(delta.total_seconds())
        timers = select(Timer).where(Timer.patient_id == patient_id, Timer.status == "waiting")
        for timer in await self._session.scalars(timers):
            timer.due_at -= delta
            timer.expires_at = timer.expires_at and timer.expires_at - delta
        for row in await self._session.scalars(
            select(Outbox).where(Outbox.patient_id == patient_id)
        ):
            row.not_before -= delta
            row.expires_at -= delta

    async def erase(self, patient_id: str, now: datetime) -> None:
        """Forget who this was and what was said; rows and counts stay. Cannot be undone."""
        await erasure.erase(self._session, self._keyring, patient_id, now)

    async def _filed(self, practice_id: str, fingerprints: Sequence[str]) -> Patient | None:
        """Whoever is filed under one of these. There is one, but while a secret is changed; a list
        of parameters would be spelled out for every execution."""
        for one in fingerprints:
            values = {"practice_id": practice_id, "fingerprint": one}
            if found := await self._read(_FILED, values):
                return found[0]
        return None

    @property
    def _keyring(self) -> Keyring:
        return keyring_of(self._session.get_bind().dialect)


def _other_address(contact: str) -> str | None:
    number = contact.removeprefix(_WHATSAPP)
    if not number.startswith("+"):
        return None
    return number if number != contact else f"{_WHATSAPP}{number}"


# Made once: every turn asks it.
_FILED: Final = Prepared(
    Patient,
    lambda found: found.where(
        Patient.practice_id == bindparam("practice_id"),
        Patient.contact_fingerprint == bindparam("fingerprint"),
    ),
)
