"""One referral: its conversation and all that can be done from it."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import (
    case_actions,
    conversation,
    joining,
    person_details,
    replying,
    safeguarding,
    triage,
)

CASE = "/referrals/{referral}"
VISIT = CASE + "/appointments/{appointment}"

ROUTES = (
    Route(method="GET", path=CASE, view=conversation.show),
    Route(method="POST", path=CASE + "/seen", view=case_actions.post_seen),
    Route(method="POST", path=CASE + "/take-over", view=case_actions.post_take_over),
    Route(method="POST", path=CASE + "/hand-back", view=case_actions.post_hand_back),
    Route(method="POST", path=CASE + "/reply", view=replying.post_reply),
    Route(method="POST", path=CASE + "/texts/{message}/cancel", view=replying.post_cancel),
    Route(method="POST", path=CASE + "/note", view=case_actions.post_note),
    Route(method="POST", path=CASE + "/calls", view=case_actions.post_call),
    Route(method="GET", path=CASE + "/safeguarding", view=safeguarding.show),
    Route(method="POST", path=CASE + "/safeguarding", view=safeguarding.post),
    Route(method="GET", path=CASE + "/details", view=person_details.show),
    Route(method="POST", path=CASE + "/details", view=person_details.post),
    Route(method="GET", path=CASE + "/join", view=joining.show),
    Route(method="POST", path=CASE + "/join", view=joining.post),
    Route(method="POST", path=CASE + "/join/find", view=joining.post_find),
    Route(method="POST", path=CASE + "/join/separate", view=joining.post_separate),
    Route(method="GET", path=CASE + "/triage", view=triage.show),
    Route(method="POST", path=CASE + "/triage", view=triage.post_triage),
    Route(method="POST", path=CASE + "/triage/no-danger", view=triage.post_no_danger),
    Route(method="POST", path=CASE + "/triage/missed-danger", view=triage.post_missed_danger),
    Route(method="POST", path=CASE + "/close", view=case_actions.post_close),
    Route(method="POST", path=CASE + "/texting", view=case_actions.post_texting),
    Route(method="POST", path=CASE + "/appointments", view=case_actions.post_book),
    Route(method="POST", path=VISIT + "/move", view=case_actions.post_move),
    Route(method="POST", path=VISIT + "/status", view=case_actions.post_status),
)
