"""What each refusal of the carrier means, and what Blether does about it: one table.

The codes are Twilio's (twilio.com/docs/api/errors); they come back from a send at once, or
later in a delivery receipt. A code that is not in the table fails visibly and is never
retried blindly, because new codes keep appearing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Act: TypeAlias = Literal[
    "opted_out",  # record it; no text leaves again; a worker phones
    "bad_number",  # mark the number unreachable; a worker asks the practice for another
    "maybe_stranger",  # freeze: the number may belong to somebody else now
    "config_alert",  # our own set-up is wrong: tell the operator, hold the text and try again
    "alert",  # look at it: this text will not arrive as it is
    "too_late",  # the phone was off for as long as the text was true: a person, who may ring
    "retry_later",  # the phone is off or out of reach: a few more tries
    "retry_once",  # unknown cause: one more try, then a person
    "back_off",  # we were too fast, or the carrier is down: the same text, later
]

RETRIED: frozenset[Act] = frozenset({"config_alert", "retry_later", "retry_once", "back_off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierError:
    """`meaning` is for staff and operators; it names no patient and quotes no text."""

    code: str
    act: Act
    meaning: str

    @property
    def is_retryable(self) -> bool:
        return self.act in RETRIED


UNREACHABLE = "unreachable"
"""Our own code: the carrier could not be reached, so nothing was handed over."""

_ROWS: tuple[tuple[int | str, Act, str], ...] = (
    # The person's own wish, known to the carrier before us (STOP, or a word of theirs).
    (21610, "opted_out", "The person opted out by the carrier's STOP."),
    # Numbers that can never receive a text.
    (21211, "bad_number", "The number is not a valid telephone number."),
    (21614, "bad_number", "The number is not a mobile number."),
    (21635, "bad_number", "The number is a landline."),
    (21217, "bad_number", "The number is not well formed."),
    (30006, "bad_number", "A landline, or a network that cannot carry texts."),
    # Networks hand unused numbers to new people after some months.
    (30005, "maybe_stranger", "The number is unknown or no longer in use."),
    # Ours to mend: the text itself is right, so it is held until the set-up is.
    (21612, "config_alert", "Our number cannot text this one: check the sender's set-up."),
    (21606, "config_alert", "The practice's number is not ours or cannot send texts."),
    (21603, "config_alert", "The practice has no number to text from."),
    (21659, "config_alert", "The practice's number is not, or no longer, with the carrier."),
    (21660, "config_alert", "The practice's number belongs to another account."),
    (21212, "config_alert", "The practice's number is not valid."),
    (21408, "config_alert", "Texting to this country is not switched on for the account."),
    (20003, "config_alert", "The account's credentials were refused."),
    (20005, "config_alert", "The account is not active."),
    (20404, "config_alert", "The account or address does not exist: check the settings."),
    (30002, "config_alert", "The account is suspended."),
    (11200, "config_alert", "The carrier cannot reach our own webhook."),
    # This text will not arrive however often it is sent.
    (30007, "alert", "A network filtered the text: look at its wording and links."),
    (30004, "alert", "The network blocked the text."),
    (21617, "alert", "The text is longer than 1600 characters."),
    (21602, "alert", "The text is empty."),
    (63016, "alert", "WhatsApp allows only a template 24 hours after the last message."),
    # Might arrive later.
    (30003, "retry_later", "The phone is switched off or out of reach."),
    # We said until when it is true (`validity_period`); the phone was off until then.
    (30036, "too_late", "The phone was out of reach until the text was too old."),
    (30001, "back_off", "The queue of our number is full."),
    (20429, "back_off", "Too many requests."),
    (20500, "back_off", "The carrier has trouble of its own."),
    (20503, "back_off", "The carrier is not available."),
    (UNREACHABLE, "back_off", "The carrier could not be reached."),
    (30008, "retry_once", "The network failed without saying why."),
)

ERRORS: dict[str, CarrierError] = {
    str(code): CarrierError(code=str(code), act=act, meaning=meaning)
    for code, act, meaning in _ROWS
}


def carrier_error(code: str | int | None) -> CarrierError:
    """The row for `code`; an unknown one is an alert, so that somebody sees it."""
    known = ERRORS.get(str(code))
    if known is not None:
        return known
    return CarrierError(
        code=str(code or "none"), act="alert", meaning="The carrier gave a code new to us."
    )
