"""The queue of texts."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import messages

ROUTES = (Route(method="GET", path="/messages", view=messages.show),)
