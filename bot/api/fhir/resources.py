"""From rows to FHIR R4 resources: the one place that says what another system is told.

An element that is not known is left out, for FHIR knows no null and no empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from storage.models import Appointment, Patient, Practice, Referral, Staff
from storage.views.dossiers import Dossier

Resource = dict[str, Any]

REFERRAL_STATUS: Final = {
    "collecting": "draft",
    "waiting": "active",
    "open": "active",
    "closed": "completed",
}
PRIORITY: Final = {
    "emergency": "stat",
    "crisis": "asap",
    "urgent": "urgent",
    "routine": "routine",
}
APPOINTMENT_STATUS: Final = {
    "held": "pending",
    "booked": "booked",
    "confirmed": "booked",
    "cancelled": "cancelled",
    "attended": "fulfilled",
    "did_not_attend": "noshow",
}
SNOMED: Final = "http://snomed.info/sct"
SOCIAL_PRESCRIBING: Final = "871731000000106"
"""Referral to social prescribing service."""
SELF_REFERRAL: Final = "306098008"
UK_CORE_SOURCE: Final = (
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-SourceOfServiceRequest"
)
"""UK Core has retired its method of a request, in which 7 was a self-referral."""
_PARTICIPATION: Final = {"held": "tentative", "booked": "needs-action", "cancelled": "declined"}
"""Of the patient; whoever has said yes, or came, has accepted."""


class Shaper:
    """Makes resources whose own codes and extensions live below `base`, the address of /fhir."""

    def __init__(self, base: str) -> None:
        self._base = base

    def organization(self, practice: Practice) -> Resource:
        code = {"system": f"{self._base}/practice-code", "value": practice.code}
        return _made(
            "Organization",
            practice.id,
            active=True,
            identifier=[code],
            name=practice.name,
            telecom=_telecom(practice.phone),
        )

    def practitioner(self, member: Staff) -> Resource:
        return _made(
            "Practitioner",
            member.id,
            active=member.is_active,
            name=[{"text": member.name}],
            telecom=[{"system": "email", "value": member.email, "use": "work"}],
        )

    def patient(self, patient: Patient) -> Resource:
        """Whether it is safe to text or ring goes with the number, wherever that goes."""
        contact = str(patient.contact).removeprefix("whatsapp:")
        number = contact if contact.startswith("+") else str(patient.phone or "")
        language = {"coding": [{"system": "urn:ietf:bcp:47", "code": patient.language}]}
        return _made(
            "Patient",
            patient.id,
            extension=[
                self._says("safe-to-text", patient.safe_to_text),
                self._says("safe-to-call", patient.safe_to_call),
            ],
            active=not patient.is_erased,
            name=[{"use": "usual", "text": name}] if (name := _text(patient.name)) else None,
            telecom=_telecom(number, use="mobile"),
            birthDate=_birth_date(patient),
            communication=[{"language": language, "preferred": True}],
            managingOrganization=_to("Organization", patient.practice_id),
        )

    def service_request(self, dossier: Dossier) -> Resource:
        referral = dossier.details.referral
        summary = _text(referral.summary)
        worker = referral.assigned_to
        return _made(
            "ServiceRequest",
            referral.id,
            updated=referral.updated_at,
            extension=[self._says("risk", referral.risk), *_source(referral.source)],
            status=REFERRAL_STATUS[referral.status],
            intent="order",
            priority=PRIORITY[referral.priority],
            code={
                "coding": [{"system": SNOMED, "code": SOCIAL_PRESCRIBING}],
                "text": "Referral to a community link worker",
            },
            subject=_to("Patient", referral.patient_id),
            authoredOn=_instant(referral.created_at),
            requester=_requester(referral),
            performer=[
                _to("Practitioner", worker) if worker else _to("Organization", referral.practice_id)
            ],
            reasonCode=[self._need(need.label) for need in dossier.details.needs],
            note=[{"text": summary}] if summary else None,
        )

    def appointment(self, visit: Appointment) -> Resource:
        people = [self._taking_part("Practitioner", visit.link_worker_id, "accepted")]
        if visit.patient_id:
            status = _PARTICIPATION.get(visit.status, "accepted")
            people.insert(0, self._taking_part("Patient", visit.patient_id, status))
        referral = visit.referral_id
        return _made(
            "Appointment",
            visit.id,
            updated=visit.updated_at,
            extension=[self._says("mode", visit.mode)],
            status=APPOINTMENT_STATUS[visit.status],
            description="A chat with the link worker",
            start=_instant(visit.starts_at),
            end=_instant(visit.ends_at),
            minutesDuration=round((visit.ends_at - visit.starts_at).total_seconds() / 60),
            created=_instant(visit.created_at),
            basedOn=[_to("ServiceRequest", referral)] if referral else None,
            participant=people,
        )

    def _need(self, label: str) -> Resource:
        text = label.replace("_", " ")
        code = {"system": f"{self._base}/CodeSystem/need", "code": label, "display": text}
        return {"coding": [code], "text": text}

    def _says(self, what: str, code: str) -> Resource:
        return {"url": f"{self._base}/StructureDefinition/{what}", "valueCode": code}

    @staticmethod
    def _taking_part(kind: str, id: str, status: str) -> Resource:
        return {"actor": _to(kind, id), "required": "required", "status": status}


def _made(kind: str, id: str, *, updated: datetime | None = None, **elements: Any) -> Resource:
    meta = {"lastUpdated": _instant(updated)} if updated else None
    every: Mapping[str, Any] = {"meta": meta, **elements}
    known = {name: value for name, value in every.items() if value not in (None, [], "")}
    return {"resourceType": kind, "id": id, **known}


def _source(source: str) -> list[Resource]:
    """Who referred, where UK Core has a word for it."""
    if source != "self":
        return []
    concept = {"coding": [{"system": SNOMED, "code": SELF_REFERRAL}], "text": "Self-referral"}
    return [{"url": UK_CORE_SOURCE, "valueCodeableConcept": concept}]


def _requester(referral: Referral) -> Resource:
    """Who came with a list of appointments was sent by the practice, and asked for nothing here."""
    if referral.source == "self":
        return _to("Patient", referral.patient_id)
    return _to("Organization", referral.practice_id)


def _to(kind: str, id: str) -> Resource:
    return {"reference": f"{kind}/{id}"}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _telecom(number: str | None, *, use: str = "work") -> list[Resource]:
    return [{"system": "phone", "value": number, "use": use}] if number else []


def _text(words: object) -> str:
    return str(words).strip() if words else ""


def _birth_date(patient: Patient) -> str | None:
    """The day, where it is one: what cannot be a date is left to the person's page."""
    try:
        return date.fromisoformat(str(patient.birth_date or "")).isoformat()
    except ValueError:
        return None
