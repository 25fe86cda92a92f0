"""How long things are kept, legal holds, a copy for the person, and erasing; managers only."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.routes.case import CASE
from bot.staff.views import erasure, person_copy, privacy
from storage.models.staff import WHO_MANAGES

_PERSON = CASE + "/privacy"

ROUTES = (
    Route(method="GET", path="/privacy", view=privacy.show, roles=WHO_MANAGES),
    Route(method="GET", path=_PERSON, view=privacy.show_person, roles=WHO_MANAGES),
    Route(method="POST", path=_PERSON + "/hold", view=privacy.post_hold, roles=WHO_MANAGES),
    Route(method="POST", path=_PERSON + "/release", view=privacy.post_release, roles=WHO_MANAGES),
    Route(method="GET", path=_PERSON + "/copy", view=person_copy.show, roles=WHO_MANAGES),
    Route(method="POST", path=_PERSON + "/copy", view=person_copy.post, roles=WHO_MANAGES),
    Route(method="GET", path=_PERSON + "/erase", view=erasure.show, roles=WHO_MANAGES),
    Route(method="POST", path=_PERSON + "/erase", view=erasure.post, roles=WHO_MANAGES),
)
