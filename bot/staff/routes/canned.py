"""Canned replies: those who write to people keep them."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import canned

OF_PRACTICE = "/replies/{practice}"
ONE = OF_PRACTICE + "/{reply}"

ROUTES = (
    Route(method="GET", path="/replies", view=canned.show),
    Route(method="GET", path=OF_PRACTICE + "/new", view=canned.show_new),
    Route(method="POST", path=OF_PRACTICE + "/new", view=canned.post_save),
    Route(method="GET", path=ONE, view=canned.show_one),
    Route(method="POST", path=ONE, view=canned.post_save),
    Route(method="POST", path=ONE + "/retire", view=canned.post_retire),
)
