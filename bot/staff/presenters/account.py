"""One's own account, as its pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from markupsafe import Markup

from storage.models import StaffSession

ISSUER = "Blether"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    id: str
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this: bool
    is_single_sign_on: bool


def present_sessions(live: Sequence[StaffSession], *, own_id: str) -> list[SessionLine]:
    """This session first, then the others as given."""
    lines = [
        SessionLine(
            id=one.id,
            browser=one.browser or "a browser",
            started_at=one.created_at,
            seen_at=one.last_seen_at or one.created_at,
            is_this=one.id == own_id,
            is_single_sign_on=one.started_with == "single_sign_on",
        )
        for one in live
    ]
    return sorted(lines, key=lambda line: not line.is_this)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a new code app is given: the same secret as a picture and in groups of four letters."""

    picture: Markup
    typed: str


def present_enrolment(secret: str, email: str) -> Enrolment:
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    picture = segno.make(address, error="m").svg_inline(
        scale=5,
        border=4,
        light="#fff",
        title="QR code for your authenticator app",
        omitsize=True,
    )
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return Enrolment(picture=Markup(picture), typed=" ".join(groups))  # noqa: S704  made by segno
