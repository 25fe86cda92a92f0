"""What the people of the benchmark text: a mix of self-referrals, each in the order of the flow."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

BOOKS = (
    "the landlord wants me oot and I'm skint",
    "aye",
    "1",
    "2",
    "1",
    "Jean Broon 14/2/51",
    "2",
    "thanks",
)
BOOKS_BY_DAY = (
    "damp in ma flat",
    "yes",
    "it's safe",
    "the second one",
    "no",
    "Rab Wilson 3.6.1974",
    "thursday efter dinner",
    "1",
)
DIGRESSES = (
    "in debt and they're at the door",
    "yes",
    "are you a robot?",
    "1",
    "1",
    "1",
    "Aileen Reid 1/12/1988",
    "3",
)
WANTS_NO_TIME = ("I'm lonely since I retired", "1", "1", "1", "1", "Bill Orr 9/9/49", "4")
ASKS_FOR_A_PERSON = ("can I speak to a person", "hello?")
STOPS = ("eviction letter came", "1", "stop")
IN_CRISIS = ("whats the point anymore", "nae point being here")

MIX = (
    *([BOOKS] * 5),
    *([BOOKS_BY_DAY] * 3),
    *([DIGRESSES] * 3),
    *([WANTS_NO_TIME] * 2),
    ASKS_FOR_A_PERSON,
    STOPS,
    IN_CRISIS,
)
"""Sixteen people: eleven mean to book, two want no time, the others turn aside."""

PRACTICE_NUMBERS = tuple(f"+4477009000{number:02}" for number in range(1, 11))
PATIENT_NUMBERS = tuple(f"+447700900{number}" for number in range(100, 1000))
ACCOUNT_SID = "AC" + "0" * 32


@dataclass(slots=True)
class Person:
    """One number writing to one practice, and how far they have come."""

    number: str
    practice_number: str
    texts: tuple[str, ...]
    sent: int = field(default=0)

    def next_form(self, sid_number: int) -> dict[str, str]:
        """The webhook's fields for this person's next text, as Twilio sends them."""
        text = self.texts[self.sent]
        self.sent += 1
        return {
            "AccountSid": ACCOUNT_SID,
            "ApiVersion": "2010-04-01",
            "Body": text,
            "From": self.number,
            "FromCountry": "GB",
            "MessageSid": f"SM{sid_number:032x}",
            "NumMedia": "0",
            "NumSegments": "1",
            "SmsMessageSid": f"SM{sid_number:032x}",
            "SmsSid": f"SM{sid_number:032x}",
            "SmsStatus": "received",
            "To": self.practice_number,
            "ToCountry": "GB",
        }

    @property
    def is_done(self) -> bool:
        return self.sent >= len(self.texts)


def people() -> Iterator[Person]:
    """Nine thousand people, each once: every patient number at every practice."""
    pairs = itertools.product(PATIENT_NUMBERS, PRACTICE_NUMBERS)
    for (number, practice_number), texts in zip(pairs, itertools.cycle(MIX), strict=False):
        yield Person(number, practice_number, texts)
