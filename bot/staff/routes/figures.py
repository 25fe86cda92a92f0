"""Figures without names, and how well messages are understood."""

from __future__ import annotations

from bot.staff.route import EVERYONE, Route
from bot.staff.views import figures, understanding

ROUTES = (
    Route(method="GET", path="/figures", view=figures.show, roles=EVERYONE),
    Route(method="GET", path="/understanding", view=understanding.show, roles=EVERYONE),
)
