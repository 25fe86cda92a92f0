"""Appointments."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import appointments

ROUTES = (
    Route(method="GET", path="/appointments", view=appointments.show),
    Route(method="POST", path="/appointments/{appointment}/status", view=appointments.post_status),
)
