"""The calendar: days and weeks, one visit, hours and leave, rooms, and the waiting list."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import calendar, feed_address, hours, rooms, visit_page, waiting_list
from storage.models.staff import WHO_MANAGES

HOURS = "/calendar/hours/{worker}"
VISIT = "/appointments/{appointment}"
WAITING = "/referrals/{referral}/waiting"

ROUTES = (
    Route(method="GET", path="/calendar", view=calendar.show),
    Route(method="GET", path="/calendar/new", view=calendar.show_new),
    Route(method="POST", path="/calendar/new", view=calendar.post_new),
    Route(method="GET", path=VISIT, view=visit_page.show),
    Route(method="POST", path=VISIT + "/move", view=visit_page.post_move),
    Route(method="POST", path=VISIT + "/welfare", view=visit_page.post_welfare),
    Route(method="GET", path="/calendar/hours", view=hours.choose),
    Route(method="GET", path=HOURS, view=hours.show),
    Route(method="POST", path=HOURS + "/week", view=hours.post_week),
    Route(method="POST", path=HOURS + "/days", view=hours.post_day),
    Route(method="POST", path=HOURS + "/days/{entry}/remove", view=hours.post_day_removed),
    Route(method="POST", path=HOURS + "/leave", view=hours.post_leave),
    Route(method="POST", path=HOURS + "/leave/{entry}/remove", view=hours.post_leave_removed),
    Route(method="POST", path=HOURS + "/rules", view=hours.post_rules),
    Route(method="POST", path=HOURS + "/feed", view=feed_address.post_renew),
    Route(method="POST", path=HOURS + "/feed/off", view=feed_address.post_off),
    Route(method="GET", path="/calendar/rooms", view=rooms.show, roles=WHO_MANAGES),
    Route(method="POST", path="/calendar/rooms", view=rooms.post_new, roles=WHO_MANAGES),
    Route(method="POST", path="/calendar/rooms/{room}", view=rooms.post_room, roles=WHO_MANAGES),
    Route(method="GET", path="/calendar/waiting", view=waiting_list.show),
    Route(method="POST", path=WAITING, view=waiting_list.post_join),
    Route(method="POST", path=WAITING + "/leave", view=waiting_list.post_leave),
)
