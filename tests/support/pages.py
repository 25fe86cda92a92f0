"""A stand-in for the turn, and a reader that finds faults in any page a test fetches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.clock import Clock
from bot.inbound import InboundMessage, Receipt
from storage.database import Database
from storage.models import Conversation, Message, Patient, Referral
from storage.private import PatientText, PhoneNumber

QUESTION = "Is that right?"
BUTTONS = [{"title": "Yes", "value": "/yes"}, {"title": "No, change it", "value": "/no"}]


@dataclass(slots=True)
class AnsweringTurns:
    """Keeps every message and answers each with one question of two buttons."""

    db: Database
    clock: Clock
    received: list[InboundMessage] = field(default_factory=list)

    async def receive(self, inbound: InboundMessage) -> Receipt:
        self.received.append(inbound)
        async with self.db.begin() as uow:
            patient = await uow.patients.get_or_create(
                practice_id=inbound.practice_id or "",
                channel=inbound.channel,
                contact=PhoneNumber(inbound.contact),
                now=inbound.at,
            )
            conversation = await uow.conversations.live_for(patient.id)
            if conversation is None:
                conversation = uow.conversations.add(_conversation(patient))
                uow.referrals.add(_referral(conversation))
            asked = _message(patient, conversation, inbound.text, "in")
            asked.provider_id = inbound.provider_id
            if not await uow.messages.insert_inbound(asked):
                return Receipt(outcome="repeated")
            uow.messages.add(_message(patient, conversation, QUESTION, "out"))
            return Receipt(
                outcome="accepted",
                conversation_id=conversation.id,
                practice_id=patient.practice_id,
            )


def _conversation(patient: Patient) -> Conversation:
    return Conversation(
        practice_id=patient.practice_id, patient_id=patient.id, created_at=patient.created_at
    )


def _referral(conversation: Conversation) -> Referral:
    at = conversation.created_at
    return Referral(
        practice_id=conversation.practice_id,
        patient_id=conversation.patient_id,
        conversation_id=conversation.id,
        created_at=at,
        updated_at=at,
    )


def _message(patient: Patient, conversation: Conversation, text: str, direction: str) -> Message:
    is_in = direction == "in"
    return Message(
        practice_id=patient.practice_id,
        patient_id=patient.id,
        conversation_id=conversation.id,
        direction="in" if is_in else "out",
        author="patient" if is_in else "bot",
        text=PatientText(text),
        buttons=None if is_in else BUTTONS,
        status="received" if is_in else "delivered",
        provider="simulator" if patient.channel == "simulator" else "web",
        kind="inbound" if is_in else "reply",
        at=patient.created_at,
        updated_at=patient.created_at,
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.fields: list[dict[str, str | None]] = []
        self.labels: set[str | None] = set()
        self.inline: list[str] = []
        self.language: str | None = None
        self.title = ""
        self._is_in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag == "html":
            self.language = given.get("lang")
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag in {"input", "textarea", "select"} and given.get("type") != "hidden":
            self.fields.append(given)
        if tag == "script" and "src" not in given:
            self.inline.append("script")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self._is_in_title = tag == "title" or (self._is_in_title and tag != "body")

    def handle_data(self, data: str) -> None:
        if self._is_in_title and not self.title:
            self.title = data.strip()


def faults_of(html: str) -> list[str]:
    """What is wrong with a whole page, in words; an empty list for a sound one."""
    reader = _Reader()
    reader.feed(html)
    faults = [f"the id {id} is used {count} times" for id, count in reader.ids.items() if count > 1]
    faults += [f"inline {what}, which the CSP refuses" for what in reader.inline]
    faults += [
        f"the field {one.get('name')} has no label"
        for one in reader.fields
        if one.get("id") not in reader.labels and "aria-label" not in one
    ]
    if reader.tags["h1"] != 1:
        faults.append(f"{reader.tags['h1']} h1")
    if not reader.language:
        faults.append("no language")
    if not reader.title:
        faults.append("no title")
    return faults
