"""What is wrong with a form that was sent: one sentence a field, in the order of the page."""

from __future__ import annotations


class Faults:
    """False while nothing is wrong. Fields are named by the id they have on the page."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def add(self, field: str, sentence: str) -> None:
        """The first thing that is wrong with a field is the one that is said."""
        self._found.setdefault(field, sentence)

    def __bool__(self) -> bool:
        return bool(self._found)

    def of(self, field: str) -> str:
        """What stands beside the field; "" if nothing is wrong with it."""
        return self._found.get(field, "")

    @property
    def lines(self) -> list[tuple[str, str]]:
        """For the error summary: pairs of field and sentence."""
        return list(self._found.items())

    def number(self, field: str, text: str, *, least: int, most: int, what: str) -> int | None:
        """The whole number that was typed; None, and a fault, when it is none in these bounds."""
        if text.isdecimal() and len(text) < 7 and least <= int(text) <= most:
            return int(text)
        self.add(field, f"{what} must be a whole number from {least} to {most}.")
        return None
