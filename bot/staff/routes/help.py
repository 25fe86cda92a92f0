"""Help, the first steps of a practice, and the page that it prints for patients."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import first_steps, help
from storage.models.staff import EVERYONE, WHO_MANAGES

START = "/start/{practice}"

ROUTES = (
    Route(method="GET", path="/help", view=help.show, roles=EVERYONE),
    Route(method="GET", path="/patient-guide", view=help.show_guides, roles=EVERYONE),
    Route(method="GET", path="/patient-guide/{practice}", view=help.show_guide, roles=EVERYONE),
    Route(method="GET", path="/start", view=first_steps.show, roles=WHO_MANAGES),
    Route(
        method="POST",
        path=START + "/reminders",
        view=first_steps.post_keep_reminders,
        roles=WHO_MANAGES,
    ),
    Route(method="POST", path=START + "/hide", view=first_steps.post_hide, roles=WHO_MANAGES),
)
