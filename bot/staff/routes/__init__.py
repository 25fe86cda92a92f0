"""Every address of the staff app: one file an area, and all of them as ROUTES."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.routes import appointments, canned, case, desk, figures, messages, settings

ROUTES: tuple[Route, ...] = (
    *desk.ROUTES,
    *case.ROUTES,
    *canned.ROUTES,
    *appointments.ROUTES,
    *messages.ROUTES,
    *figures.ROUTES,
    *settings.ROUTES,
)
