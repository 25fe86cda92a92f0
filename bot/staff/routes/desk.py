"""The inbox, its live news, and leaving."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import inbox, live, sign_in
from storage.models.staff import EVERYONE

ROUTES = (
    Route(method="GET", path="/", view=inbox.show, roles=EVERYONE),
    Route(
        method="POST", path="/sign-out", view=sign_in.sign_out, roles=EVERYONE, is_first_step=True
    ),
    Route(method="GET", path="/live", view=live.stream, is_stream=True),
)
