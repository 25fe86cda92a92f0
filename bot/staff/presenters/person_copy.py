"""A person's export as sections to read: for the one who redacts it, and for the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from actions.privacy.redact import WORDY
from bot.staff.presenters.copy_words import HIDDEN, label_of, said_of, spaced

TITLES: Final[Mapping[str, str]] = {
    "patient": "About you",
    "referrals": "Your referrals",
    "messages": "Texts",
    "needs": "Needs that were noted",
    "risk_flags": "When we were worried about you",
    "notes": "Notes of staff",
    "phone_calls": "Phone calls",
    "safeguarding": "Safeguarding records",
    "check_ins": "Check-ins",
    "check_in_plan": "Plan of check-ins",
    "signposts": "Services we told you of",
    "waiting_places": "Waiting list",
    "triage_feedback": "How staff put right what was understood",
    "appointments": "Appointments",
    "consents": "What you agreed to",
    "opt_outs": "When you asked for no texts",
    "conversations": "Conversations",
    "texts_to_send": "Texts that wait to be sent",
    "timers": "What was to be done at a time",
    "steps": "What was read from each text, step by step",
    "audit_trail": "Who looked at this and what was done",
}
_SUGGESTED: Final = frozenset({"safeguarding"})
_PEOPLE: Final = frozenset({"staff_id", "link_worker_id", "assigned_to", "seen_by", "owner_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`key` is what a mark names: "ID.FIELD". `is_suggested`: struck unless a person says no."""

    key: str
    label: str
    text: str
    is_suggested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    facts: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    items: tuple[Item, ...]


def sections_of(
    export: Mapping[str, Any], *, zone: ZoneInfo, staff: Mapping[str, str]
) -> tuple[Section, ...]:
    """The sections of an export that have anything in them, in the order of TITLES.

    What came by SMS and what came by WhatsApp stands together. `staff` are names by id.
    """
    found: dict[str, list[Any]] = {}
    for person in (export, *export["other_addresses"]):
        for part in (person, *person["referrals"]):
            for name, rows in _parts(part).items():
                found.setdefault(name, []).extend(rows)
    return tuple(
        Section(
            title=title,
            items=tuple(_item(row, name in _SUGGESTED, zone, staff) for row in found[name]),
        )
        for name, title in TITLES.items()
        if found.get(name)
    )


def _parts(of: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The rows by name: of one that stands alone, as the patient does, a list of one."""
    found = {name: [one] if isinstance(one, Mapping) else one for name, one in of.items()}
    return {name: rows for name, rows in found.items() if _is_rows(rows)}


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _item(row: Mapping[str, Any], is_safeguarding: bool, zone: ZoneInfo, staff: Any) -> Item:
    is_suggested = is_safeguarding or row.get("kind") == "safeguarding"
    pieces, facts = [], []
    for field, value in row.items():
        has_section = field in TITLES and _is_rows(value)
        text = "" if field in HIDDEN or has_section else _text(field, value, zone, staff)
        if not text:
            continue
        label = label_of(field, row)
        if field in WORDY and isinstance(value, str):
            key = f"{row.get('id')}.{field}"
            pieces.append(Piece(key=key, label=label, text=text, is_suggested=is_suggested))
        else:
            facts.append((label, text))
    return Item(facts=tuple(facts), pieces=tuple(pieces))


def _text(field: str, value: Any, zone: ZoneInfo, staff: Mapping[str, str]) -> str:
    """A value in words; "" for what says nothing to a person."""
    if field in _PEOPLE or field == "actor":
        id = str(value or "").removeprefix("staff:")
        return staff.get(id, said_of(field, id) if field == "actor" else "")
    if value is None or field.endswith("_id"):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return f"{local.day} {local:%B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, str) and field == "birth_date":
        return _text("", date.fromisoformat(value), zone, staff)
    return "" if isinstance(value, Mapping) else said_of(field, str(value))


def _words(value: Any) -> str:
    """One of a list: the words of a piece of evidence, or what a step of the programme noted."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(filter(None, map(_words, value)))
        case {"words": words} | {"text": words}:
            return _words(words)
        case {"name": name, "value": noted}:
            said = _words(noted)
            return said and f"{spaced(str(name))}: {said}"
        case {"title": title}:  # a button, as it was read: its value is the programme's own
            return _words(title)
        case {"value": noted}:
            return _words(noted)
        case Mapping():
            return ""
    return said_of("", str(value))
