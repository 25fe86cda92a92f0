"""The queue of texts, and who wants none."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import messages

ROUTES = (
    Route(method="GET", path="/messages", view=messages.show),
    Route(method="POST", path="/messages/{message}/retry", view=messages.post_retry),
    Route(method="GET", path="/opt-outs", view=messages.show_opt_outs),
)
