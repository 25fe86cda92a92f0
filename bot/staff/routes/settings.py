"""How a practice works."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views.settings import (
    area,
    contact,
    hours,
    hub,
    import_appointments,
    intake,
    reminders,
    team,
    team_hours,
    work,
)
from storage.models.staff import WHO_MANAGES

_PAGES = {
    "work": work,
    "team": team,
    "intake": intake,
    "reminders": reminders,
    "hours": hours,
    "team-hours": team_hours,
    "contact": contact,
    "area": area,
    "import": import_appointments,
}

ROUTES = (
    Route(method="GET", path="/settings", view=hub.show, roles=WHO_MANAGES),
    *(
        Route(
            method=method,
            path=f"/settings/{{practice}}/{name}",
            view=view,
            roles=WHO_MANAGES,
            too_big=import_appointments.refuse_too_big if page is import_appointments else None,
        )
        for name, page in _PAGES.items()
        for method, view in (("GET", page.show), ("POST", page.post))
    ),
)
