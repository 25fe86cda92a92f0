"""The caseload, and the check-ins of a practice and of each person."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.routes.case import CASE
from bot.staff.views import caseload, check_in_defaults, check_in_plan
from storage.models.staff import WHO_MANAGES

PLAN = CASE + "/check-ins"

ROUTES = (
    Route(method="GET", path="/caseload", view=caseload.show),
    Route(method="GET", path=PLAN, view=check_in_plan.show),
    Route(method="POST", path=PLAN, view=check_in_plan.post_plan),
    Route(method="POST", path=PLAN + "/stop", view=check_in_plan.post_stop),
    Route(method="POST", path=PLAN + "/resume", view=check_in_plan.post_resume),
    Route(method="GET", path="/check-ins", view=check_in_defaults.show, roles=WHO_MANAGES),
    Route(
        method="POST",
        path="/check-ins/{practice}",
        view=check_in_defaults.post_defaults,
        roles=WHO_MANAGES,
    ),
)
