"""Begin a referral: what the privacy notice says has been shown, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from storage.models import Consent


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
        return {}
