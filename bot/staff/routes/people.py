"""Who works here: invitations, links to a new password, leaving and coming back."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import people, person
from storage.models.staff import WHO_MANAGES

PEOPLE = "/people"
ONE = PEOPLE + "/{person}"

ROUTES = (
    Route(method="GET", path=PEOPLE, view=people.show, roles=WHO_MANAGES),
    Route(method="GET", path=PEOPLE + "/invite", view=people.show_invite, roles=WHO_MANAGES),
    Route(method="POST", path=PEOPLE + "/invite", view=people.post_invite, roles=WHO_MANAGES),
    Route(method="GET", path=ONE, view=person.show, roles=WHO_MANAGES),
    Route(method="POST", path=ONE, view=person.post_change, roles=WHO_MANAGES),
    Route(method="POST", path=ONE + "/sign-out", view=person.post_sign_out, roles=WHO_MANAGES),
    Route(method="POST", path=ONE + "/link", view=person.post_link, roles=WHO_MANAGES),
    Route(method="POST", path=ONE + "/deactivate", view=person.post_deactivate, roles=WHO_MANAGES),
    Route(method="POST", path=ONE + "/reactivate", view=person.post_reactivate, roles=WHO_MANAGES),
    Route(
        method="POST",
        path=ONE + "/clear-second-step",
        view=person.post_clear_second_step,
        roles=WHO_MANAGES,
    ),
)
