"""The menu of the staff app: which pages a role finds at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storage.models.staff import EVERYONE, WHO_MANAGES, WHO_SEES_PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    path: str
    label: str
    roles: frozenset[str]


MENU: Final = (
    Item(path="/staff/", label="Inbox", roles=WHO_SEES_PEOPLE),
    Item(path="/staff/calendar", label="Calendar", roles=WHO_SEES_PEOPLE),
    Item(path="/staff/caseload", label="Caseload", roles=WHO_SEES_PEOPLE),
    Item(path="/staff/messages", label="Messages", roles=WHO_SEES_PEOPLE),
    Item(path="/staff/reports", label="Reports", roles=EVERYONE),
    Item(path="/staff/flows", label="Flows", roles=EVERYONE),
    Item(path="/staff/people", label="People", roles=WHO_MANAGES),
    Item(path="/staff/settings", label="Settings", roles=WHO_MANAGES),
    Item(path="/staff/help", label="Help", roles=EVERYONE),
)


def menu(role: str) -> tuple[Item, ...]:
    return tuple(item for item in MENU if role in item.roles)
