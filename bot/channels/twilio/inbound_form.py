"""Twilio's form for an inbound message, read as our own value."""

from __future__ import annotations

import re
from datetime import datetime

from multidict import MultiDict

from actions.basis.e164 import contact_as_kept
from bot.channels.twilio.sid import is_sid
from bot.inbound import CarrierWord, Channel, InboundMessage
from bot.visible import without_controls

WHATSAPP = "whatsapp:"
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?")
_LONGEST_NAME = 200
_SHORTEST_NUMBER = 9
"""Digits; a short code has fewer."""
_NUMBER = re.compile(r"\+[1-9][0-9]{5,14}")
_OPT_OUT_TYPES: dict[str, CarrierWord] = {"STOP": "stop", "START": "start", "HELP": "help"}


class BadForm(ValueError):
    """A genuine request that lacks what every message has; the text says what."""


class UnusableSender(ValueError):
    """The sender is no telephone number (a short code, a company's name): no reply can go back."""

    def __init__(self, message_sid: str) -> None:
        super().__init__("the sender is not a telephone number")
        self.message_sid = message_sid


def read_inbound(form: MultiDict[str], *, now: datetime) -> InboundMessage:
    """The message in `form`; raises BadForm or UnusableSender."""
    # The other two are what Twilio called it before, and still sends beside it.
    sid = form.get("SmsMessageSid") or form.get("SmsSid") or ""
    sid = form.get("MessageSid") or sid or _required(form, "MessageSid")
    if not is_sid(sid):
        raise BadForm("MessageSid is not an id")
    sender, receiver = (_address(_required(form, name).strip()) for name in ("From", "To"))
    media = _count(form.get("NumMedia"))
    location = _location(form)
    if "Body" not in form and "MessageStatus" in form:
        raise BadForm("it is a receipt, which goes to the other address")
    if not _NUMBER.fullmatch(sender.removeprefix(WHATSAPP)):
        raise UnusableSender(sid)
    return InboundMessage(
        channel=_channel(sender),
        contact=sender,
        to_number=receiver.removeprefix(WHATSAPP),
        provider="twilio",
        provider_id=sid,
        text=without_controls(_words(form)),
        media=media,
        at=now,
        location=location,
        opt_out_type=_OPT_OUT_TYPES.get(form.get("OptOutType", "").upper()),
    )


def _required(form: MultiDict[str], name: str) -> str:
    value = form.get(name, "")
    if not value.strip():
        raise BadForm(f"{name} is missing")
    return value


def _address(given: str) -> str:
    """As it is kept. Twilio writes E.164; what stands in for it may write 07700 or 0044."""
    number = given.removeprefix(WHATSAPP)
    if _NUMBER.fullmatch(number) or sum(map(str.isdigit, number)) < _SHORTEST_NUMBER:
        return given
    return contact_as_kept(given)


def _words(form: MultiDict[str]) -> str:
    """What was written, or the words of the button or list entry that was tapped. Its payload is
    left: no button of ours goes this way, and words are looked through for danger."""
    return form.get("Body") or form.get("ButtonText") or form.get("ListTitle") or ""


def _location(form: MultiDict[str]) -> str:
    """A place that was shared by WhatsApp, in a line that a person can read out to 999."""
    named = [form.get(name, "").strip() for name in ("Label", "Address")]
    at = [form.get(name, "").strip() for name in ("Latitude", "Longitude")]
    if not all(_DEGREES.fullmatch(one) for one in at):
        return ""
    named = [without_controls(name)[:_LONGEST_NAME] for name in named if name]
    return f"Shared a place: {', '.join([*named, ' '.join(at)])}"


def _channel(sender: str) -> Channel:
    return "whatsapp" if sender.startswith(WHATSAPP) else "sms"


def _count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
