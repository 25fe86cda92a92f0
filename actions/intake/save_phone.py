"""Keep the number that a person who wrote from a browser can be rung on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import phonenumbers
from rasa_sdk.executor import CollectingDispatcher

from actions.basis.audit import record
from actions.basis.case import Case
from actions.basis.flow_action import FlowAction
from storage.private import PhoneNumber


class ActionSavePhone(FlowAction):
    action_name: ClassVar[str] = "action_save_phone"

    async def act(
        self, case: Case, slots: Mapping[str, Any], dispatcher: CollectingDispatcher
    ) -> Mapping[str, Any]:
        number = number_in(str(slots.get("phone_number") or ""))
        if number is not None:
            case.patient.phone = PhoneNumber(number)
            case.work.uow.search.index_person(case.patient)
            record(case.work, "phone_saved", case.patient.id, subject_type="patient")
        return {"needs_phone": False}


def number_in(text: str) -> str | None:
    """The first British number in a text, as +44…; None if there is none.

    >>> number_in("aye its 07700 900 123 hen"), number_in("123")
    ('+447700900123', None)
    """
    for match in phonenumbers.PhoneNumberMatcher(text, "GB", phonenumbers.Leniency.POSSIBLE):
        return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    return None
