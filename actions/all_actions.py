"""Every action that a flow can name, in one table."""

from __future__ import annotations

from typing import Final

from actions.answer_freed_time import ActionAnswerFreedTime, ActionFindFreedTime
from actions.begin_referral import ActionBeginReferral
from actions.cancel_appointment import ActionCancelAppointment
from actions.confirm_appointment import ActionConfirmAppointment
from actions.find_appointment import ActionFindAppointment
from actions.finish_referral import ActionFinishReferral
from actions.flow_action import FlowAction
from actions.forget_needs import ActionForgetNeeds
from actions.hold_time import ActionHoldTime, ActionMoveAppointment
from actions.human_handoff import ActionHumanHandoff
from actions.join_waiting_list import ActionJoinWaitingList
from actions.next_need import ActionNextNeed
from actions.no_phone import ActionNoPhone
from actions.offer_times import ActionAskTimeChoice
from actions.raise_in_inbox import ActionRaiseInInbox
from actions.record_check_in import ActionRecordCheckIn
from actions.record_missed import ActionRecordMissed
from actions.record_score import ActionRecordScore
from actions.save_person import ActionSavePerson
from actions.save_phone import ActionSavePhone
from actions.save_safe_to_text import ActionSaveSafeToText
from actions.signpost import ActionSignpost
from actions.urgent_help import ActionUrgentHelp

ALL: Final[tuple[type[FlowAction], ...]] = (
    ActionAnswerFreedTime,
    ActionAskTimeChoice,
    ActionBeginReferral,
    ActionCancelAppointment,
    ActionConfirmAppointment,
    ActionFindAppointment,
    ActionFindFreedTime,
    ActionFinishReferral,
    ActionForgetNeeds,
    ActionHoldTime,
    ActionHumanHandoff,
    ActionJoinWaitingList,
    ActionMoveAppointment,
    ActionNextNeed,
    ActionNoPhone,
    ActionRaiseInInbox,
    ActionRecordCheckIn,
    ActionRecordMissed,
    ActionRecordScore,
    ActionSavePerson,
    ActionSavePhone,
    ActionSaveSafeToText,
    ActionSignpost,
    ActionUrgentHelp,
)
