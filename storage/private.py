"""Strings about a person, which redact themselves wherever they would be shown by accident."""

from __future__ import annotations


class Private(str):
    """A str whose repr says how long it is and nothing else."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(<{len(self)} characters>)"


class PatientText(Private):
    """Words of, to or about a patient."""

    __slots__ = ()


class PhoneNumber(Private):
    """The address at which a patient is met: "+447700900100", "web:…", "whatsapp:+44…"."""

    __slots__ = ()


class PersonName(Private):
    """A patient's name."""

    __slots__ = ()


class Secret(Private):
    """What only its owner may know."""

    __slots__ = ()
