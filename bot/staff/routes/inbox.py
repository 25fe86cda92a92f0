"""Finding a person, saved views, and what moves a referral in the queue."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.routes.case import CASE
from bot.staff.views import inbox, next_in_inbox, queue_actions, search

ROUTES = (
    Route(method="GET", path="/search", view=search.show),
    Route(method="POST", path="/search", view=search.post_search),
    Route(method="POST", path="/views", view=inbox.post_view),
    Route(method="POST", path="/views/{view}/remove", view=inbox.post_remove_view),
    Route(method="GET", path=CASE + "/next", view=next_in_inbox.show),
    Route(method="POST", path=CASE + "/assign", view=queue_actions.post_assign),
    Route(method="POST", path=CASE + "/snooze", view=queue_actions.post_snooze),
    Route(method="POST", path=CASE + "/unsnooze", view=queue_actions.post_unsnooze),
    Route(method="POST", path=CASE + "/mute", view=queue_actions.post_mute),
    Route(method="POST", path=CASE + "/unmute", view=queue_actions.post_unmute),
    Route(method="POST", path=CASE + "/looking", view=queue_actions.post_looking),
)
