"""How a practice works."""

from __future__ import annotations

from bot.staff.route import WHO_MANAGES, Route
from bot.staff.views import settings

ROUTES = (
    Route(method="GET", path="/settings", view=settings.show, roles=WHO_MANAGES),
    Route(
        method="POST", path="/settings/{practice}", view=settings.post_settings, roles=WHO_MANAGES
    ),
)
