"""Every action that a flow can name, in one table."""

from __future__ import annotations

from typing import Final

from actions.basis.flow_action import FlowAction
from actions.booking.cancel import ActionCancelAppointment
from actions.booking.confirm_appointment import ActionConfirmAppointment
from actions.booking.find_appointment import ActionFindAppointment
from actions.booking.hold_called_off import ActionHoldCalledOff
from actions.booking.hold_time import ActionHoldTime, ActionMoveAppointment
from actions.booking.offer_times import ActionAskTimeChoice
from actions.booking.record_missed import ActionRecordMissed
from actions.casework.human_handoff import ActionHumanHandoff
from actions.casework.raise_in_inbox import ActionRaiseInInbox
from actions.check_ins.record_check_in import ActionRecordCheckIn
from actions.check_ins.record_score import ActionRecordScore
from actions.intake.begin_referral import ActionBeginReferral
from actions.intake.cannot_wait import ActionCannotWait
from actions.intake.finish_referral import ActionFinishReferral
from actions.intake.forget_needs import ActionForgetNeeds
from actions.intake.next_need import ActionNextNeed
from actions.intake.no_phone import ActionNoPhone
from actions.intake.save_person import ActionSavePerson
from actions.intake.save_phone import ActionSavePhone
from actions.intake.save_safe_to_text import ActionSaveSafeToText
from actions.intake.signpost import ActionSignpost
from actions.intake.urgent_help import ActionUrgentHelp
from actions.intake.word_neutrally import ActionWordNeutrally
from actions.waiting_list.answer_freed_time import ActionAnswerFreedTime, ActionFindFreedTime
from actions.waiting_list.join_waiting_list import ActionJoinWaitingList

ALL: Final[tuple[type[FlowAction], ...]] = (
    ActionAnswerFreedTime,
    ActionAskTimeChoice,
    ActionBeginReferral,
    ActionCancelAppointment,
    ActionCannotWait,
    ActionConfirmAppointment,
    ActionFindAppointment,
    ActionFindFreedTime,
    ActionFinishReferral,
    ActionForgetNeeds,
    ActionHoldCalledOff,
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
    ActionWordNeutrally,
)
