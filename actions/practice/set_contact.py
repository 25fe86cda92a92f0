"""The numbers and address of a practice: where its texts come from, what people are given, and
who is texted of danger."""

from __future__ import annotations

import phonenumbers

from actions.basis.audit import record
from actions.basis.e164 import e164
from actions.basis.errors import NotAllowed, WrongField
from actions.basis.uk_mobile import uk_mobile
from actions.basis.work import Work
from actions.practice.change_settings import change_settings
from storage.private import PhoneNumber

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


async def set_contact(work: Work, *, phone: str, address: str, duty_phone: str) -> None:
    """Keep them, "" for none; raises NotAllowed for what is no UK number, for a number on duty
    that is no mobile (networks read texts to landlines aloud) or that texts come to here, and for
    an address too long."""
    shown = readable_number(phone) if phone else ""
    duty = readable_number(uk_mobile(duty_phone) or "") if duty_phone else ""
    if shown is None or duty is None or len(address) > LONGEST_ADDRESS:
        raise NotAllowed("That is not a UK telephone number, or the address is too long.")
    await require_somebodys_phone(work, duty)
    await change_settings(
        work, "set_contact", phone_to_give=shown, address=address, duty_phone=duty
    )


async def require_somebodys_phone(work: Work, duty_phone: str) -> None:
    """Raises WrongField for a number on duty that is a practice's own for texts: no carrier texts a
    number from itself, so nobody would be told of danger."""
    number = uk_mobile(duty_phone)
    if number is not None and await work.uow.practices.by_phone(number) is not None:
        raise WrongField(
            "duty_phone",
            "Texts come to that number here, so nobody would see it. Write the mobile of whoever "
            "is on duty.",
        )


def texting_number(text: str) -> str | None:
    """A number that texts can come to and from, in E.164 ("+447700900001"); None for any other.

    Written without a country it is a UK number. Of those only mobiles take texts: a landline does
    not, and answers to a name in place of a number come back to nobody.
    """
    number = e164(text)
    return uk_mobile(number) if number and number.startswith("+44") else number


async def set_texting_number(work: Work, typed: str) -> None:
    """Take texts at this number from now on, "" for none. Raises NotAllowed for what is no
    number, or is another practice's: a text to it would reach the wrong people."""
    if typed and typed == work.practice.phone:
        return
    number = texting_number(typed) if typed else None
    if typed and number is None:
        raise NotAllowed("Write a mobile number with its country, such as +44 7700 900001.")
    if number == work.practice.phone:
        return
    if number is not None and await work.uow.practices.by_phone(number) is not None:
        raise NotAllowed("Another practice has that number.")
    if number is not None and number == e164(work.practice.settings.duty_phone):
        raise NotAllowed("That is the number on duty, which would get no text from itself.")
    work.practice.phone = PhoneNumber(number) if number else None
    record(work, "set_texting_number", work.practice.id, subject_type="practice")
