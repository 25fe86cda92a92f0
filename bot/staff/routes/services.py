"""Local services: those who name them to people keep the list."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import services

OF_PRACTICE = "/services/{practice}"
ONE = OF_PRACTICE + "/{service}"

ROUTES = (
    Route(method="GET", path="/services", view=services.show),
    Route(method="GET", path=OF_PRACTICE + "/new", view=services.show_new),
    Route(method="POST", path=OF_PRACTICE + "/new", view=services.post_save),
    Route(method="GET", path=ONE, view=services.show_one),
    Route(method="POST", path=ONE, view=services.post_save),
    *(
        Route(method="POST", path=f"{ONE}/{name}", view=services.deed(name))
        for name in ("check", "hide", "end", "offer")
    ),
)
