"""Reports without names, the flows as seen, and how well messages are understood."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import core_dataset, flows, reports, team_page, understanding
from storage.models.staff import EVERYONE, WHO_MANAGES

REPORTS = "/reports"

ROUTES = (
    *(
        Route(method="GET", path=REPORTS + path, view=reports.page_of(key), roles=EVERYONE)
        for key, (path, _, _) in reports.REPORTS.items()
    ),
    Route(method="GET", path=REPORTS + "/practice-team", view=team_page.show, roles=EVERYONE),
    Route(method="GET", path=REPORTS + "/table.csv", view=reports.download, roles=EVERYONE),
    Route(
        method="GET",
        path=REPORTS + "/core-dataset.csv",
        view=core_dataset.download,
        roles=WHO_MANAGES | {"programme_lead"},
    ),
    Route(method="GET", path="/flows", view=flows.show_all, roles=EVERYONE),
    Route(method="GET", path="/flows/{flow}", view=flows.show_one, roles=EVERYONE),
    Route(method="GET", path="/figures", view=reports.moved, roles=EVERYONE),
    Route(method="GET", path="/understanding", view=understanding.show, roles=EVERYONE),
)
