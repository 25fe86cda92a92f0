"""The number and address that a practice wants given to people."""

from __future__ import annotations

import phonenumbers

from actions.change_settings import change_settings
from actions.errors import NotAllowed
from actions.work import Work

LONGEST_ADDRESS = 200


def readable_number(text: str) -> str | None:
    """A UK number as people read it, "0141 496 0000"; None when it is not one."""
    try:
        read = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if read.country_code != 44 or not phonenumbers.is_possible_number(read):
        return None
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.NATIONAL)


async def set_contact(work: Work, *, phone: str, address: str) -> None:
    """Keep them, "" for none; raises NotAllowed for what is no UK number, or is too long."""
    shown = readable_number(phone) if phone else ""
    if shown is None or len(address) > LONGEST_ADDRESS:
        raise NotAllowed("That is not a UK telephone number, or the address is too long.")
    await change_settings(work, "set_contact", phone_to_give=shown, address=address)
