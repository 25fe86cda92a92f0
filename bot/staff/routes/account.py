"""One's own account."""

from __future__ import annotations

from bot.staff.route import Route
from bot.staff.views import account, second_step
from storage.models.staff import EVERYONE

ACCOUNT = "/account"
SESSIONS = ACCOUNT + "/sessions"
STEP = ACCOUNT + "/second-step"

ROUTES = (
    Route(method="GET", path=ACCOUNT, view=account.show, roles=EVERYONE),
    Route(method="POST", path=ACCOUNT + "/password", view=account.post_password, roles=EVERYONE),
    Route(
        method="POST", path=SESSIONS + "/end-others", view=account.post_end_others, roles=EVERYONE
    ),
    Route(
        method="POST",
        path=SESSIONS + "/{session}/end",
        view=account.post_end_session,
        roles=EVERYONE,
    ),
    Route(method="GET", path=STEP, view=second_step.show, roles=EVERYONE, is_first_step=True),
    Route(
        method="POST",
        path=STEP + "/begin",
        view=second_step.post_begin,
        roles=EVERYONE,
        is_first_step=True,
    ),
    Route(
        method="POST",
        path=STEP + "/confirm",
        view=second_step.post_confirm,
        roles=EVERYONE,
        is_first_step=True,
    ),
    Route(method="POST", path=STEP + "/codes", view=second_step.post_codes, roles=EVERYONE),
    Route(method="POST", path=STEP + "/off", view=second_step.post_off, roles=EVERYONE),
)
