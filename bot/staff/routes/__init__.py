"""Every address of the staff app: one file an area, and all of them as ROUTES."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.routes import (
    account,
    appointments,
    calendar,
    canned,
    case,
    caseload,
    desk,
    help,
    inbox,
    messages,
    people,
    privacy,
    reports,
    services,
    settings,
)

ROUTES: tuple[Route, ...] = (
    *desk.ROUTES,
    *inbox.ROUTES,
    *case.ROUTES,
    *canned.ROUTES,
    *caseload.ROUTES,
    *appointments.ROUTES,
    *calendar.ROUTES,
    *messages.ROUTES,
    *reports.ROUTES,
    *services.ROUTES,
    *settings.ROUTES,
    *account.ROUTES,
    *people.ROUTES,
    *privacy.ROUTES,
    *help.ROUTES,
)
