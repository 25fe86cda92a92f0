"""One exchange: a person's text, all that is needed to answer it, and what is said back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from actions.basis.case import Case
from actions.basis.spoken_of import SpokenOf
from actions.basis.words import Words
from actions.basis.work import Work
from actions.texts.queue_text import Owner, queue_text
from bot.dialogue import Event, Flows, Said, State
from bot.exchange.context_slots import Coming
from bot.inbound import InboundMessage
from bot.understanding import Detection
from storage.models import Conversation, Message, Need, Patient, Referral
from storage.models.message import MessageKind

WELCOME: Final = "utter_welcome"

MOST_READ: Final = 4096
"""Letters that the conversation reads of a text: as long as any that a carrier brings."""


@dataclass(slots=True, kw_only=True)
class Exchange:
    """Held for one transaction; the rows are written when that commits.

    `flows` are those that the conversation began with, `current` those now in force. `inbound`
    and `message` are None when a timer begins it. `now` is the person's own clock.
    """

    work: Work
    patient: Patient
    conversation: Conversation
    referral: Referral
    now: datetime
    flows: Flows
    current: Flows
    state: State
    slots: dict[str, Any] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)
    inbound: InboundMessage | None = None
    message: Message | None = None
    detection: Detection = field(default_factory=Detection)
    denied_needs: frozenset[str] = frozenset()
    """Needs on the referral that this text takes back by their names."""
    rest: str | None = None
    """What is left to read of the text once a part of it was obeyed: "yes", of "yes, no more
    reminders"."""
    is_out: bool = False
    is_after_crisis: bool = False
    is_new: bool = False
    is_over: bool = False
    """Whether the referral is closed, and the text a last word on it."""
    spoken_of: SpokenOf | None = None
    coming: Coming = None
    answered_before: datetime | None = None
    """When the text before this one had been answered, by the server's clock."""
    answered_at: datetime | None = None
    """When this one had."""
    said: list[tuple[Said, MessageKind]] = field(default_factory=list)
    spoken: list[tuple[str, Said]] = field(default_factory=list)
    """What was queued, with the id of its message."""
    events: list[Event] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as far as the conversation reads it: nobody answers a question with a book, and
        everybody's turns would wait for the reading."""
        if self.rest is not None:
            return self.rest
        inbound = self.inbound  # every step asks
        return inbound.text[:MOST_READ] if inbound else ""

    @property
    def whole_text(self) -> str:
        """Every word of it, which is looked through for danger and needs."""
        return self.inbound.text if self.inbound else ""

    @property
    def is_read_whole(self) -> bool:
        return len(self.whole_text) <= MOST_READ

    @property
    def words(self) -> Words:
        return Words(
            flows=self.flows,
            language=self.patient.language,
            channel=self.patient.channel,
            slots={**self.state.slots, **self.slots},
        )

    @property
    def case(self) -> Case:
        return Case(
            work=self.work,
            patient=self.patient,
            conversation=self.conversation,
            referral=self.referral,
            words=self.words,
            needs=self.needs,
            message_id=self.message.id if self.message else None,
            appointment_id=self.spoken_of.appointment_id if self.spoken_of else None,
        )

    @property
    def need_labels(self) -> list[str]:
        return [need.label for need in self.needs]

    def say(self, response: str, kind: MessageKind = "reply", **extra: Any) -> None:
        """Say one response outside any flow, as the flows in force word it.

        A helpline that was put right is right at once, also for who began before that.
        """
        known = {name: slot.initial_value for name, slot in self.current.slots.items()}
        words = self.words
        words = replace(words, flows=self.current, slots={**known, **words.slots})
        self.said.append((words.said(response, **extra), kind))

    async def queue(self, *, owner: Owner | None = None, expires_at: datetime | None = None) -> int:
        """Queue what was said, oldest first; returns how many texts that is."""
        texts = _speakable(self.said, is_out=self.is_out)
        for said, kind in texts:
            message = await queue_text(
                self.work,
                conversation=self.conversation,
                patient=self.patient,
                text=said.text,
                kind=kind,
                buttons=[(button.title, button.payload) for button in said.buttons],
                owner=owner,
                expires_at=expires_at,
            )
            self.spoken.append((message.id, said))
        return len(texts)


def _speakable(
    said: Sequence[tuple[Said, MessageKind]], *, is_out: bool
) -> list[tuple[Said, MessageKind]]:
    """Nobody who opted out is texted, but for the crisis lines and the word that it is done.

    Who we are comes before whatever else is said in the same breath.
    """
    in_order = sorted(said, key=lambda each: each[0].response != WELCOME)
    allowed = [
        (each, kind) for each, kind in in_order if not is_out or kind in {"crisis", "opt_out"}
    ]
    return [(each, kind) for each, kind in allowed if each.text.strip()]
