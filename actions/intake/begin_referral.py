"""Begin a referral: what the privacy notice says has been shown, and when; and whether it must be
asked again if this phone is safe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from storage.models import Consent

_LONG_AWAY: Final = timedelta(days=28)


class ActionBeginReferral(FlowAction):
    action_name: ClassVar[str] = "action_begin_referral"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        if slots.get("first_time"):
            case.work.uow.consents.write(
                Consent(
                    practice_id=case.work.practice.id,
                    patient_id=case.patient.id,
                    kind="privacy_notice_shown",
                    given=True,
                    source=case.patient.channel,
                    at=case.now,
                )
            )
        return {"safe_known": False} if _has_been_away(case) else {}


def _has_been_away(case: Case) -> bool:
    """Who holds or reads a phone may have changed since then, so it is asked anew."""
    last = case.conversation.last_inbound_at
    return last is not None and case.now - last >= _LONG_AWAY
