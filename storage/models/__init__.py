"""Every table, so that importing this package makes the metadata whole."""

from storage.models.api_answer import ApiAnswer
from storage.models.api_token import ApiToken
from storage.models.appointment import Appointment
from storage.models.audit import Audit
from storage.models.audit_seal import AuditSeal
from storage.models.availability import Availability
from storage.models.base import Base, new_id
from storage.models.calendar_feed import CalendarFeed
from storage.models.calendar_rules import CalendarRules
from storage.models.canned_reply import CannedReply
from storage.models.check_in import CheckIn
from storage.models.check_in_plan import CheckInPlan
from storage.models.consent import Consent
from storage.models.conversation import Conversation
from storage.models.day_hours import DayHours
from storage.models.flow_version import FlowVersion
from storage.models.heartbeat import Heartbeat
from storage.models.joined_record import JoinedRecord
from storage.models.leave import Leave
from storage.models.legal_hold import LegalHold
from storage.models.message import Message
from storage.models.need import Need
from storage.models.note import Note
from storage.models.opt_out import OptOut
from storage.models.outbox import Outbox
from storage.models.patient import Patient
from storage.models.phone_call import PhoneCall
from storage.models.practice import Practice
from storage.models.practice_settings import (
    CheckInSettings,
    MaxAgeHours,
    PracticeSettings,
    ReminderSettings,
    SendingDay,
    SharingSettings,
)
from storage.models.presence import Presence
from storage.models.referral import Referral
from storage.models.risk_flag import RiskFlag
from storage.models.room import Room
from storage.models.safeguarding_record import SafeguardingRecord
from storage.models.saved_view import SavedView
from storage.models.search_word import SearchWord
from storage.models.second_factor import RecoveryCode, SecondFactor
from storage.models.service import Service
from storage.models.sign_in_failure import SignInFailure
from storage.models.signpost import Signpost
from storage.models.staff import FormerColleague, Staff, StaffPractice
from storage.models.staff_link import StaffLink
from storage.models.staff_session import StaffSession
from storage.models.timer import Timer
from storage.models.triage_feedback import TriageFeedback
from storage.models.turn_events import TurnEvents
from storage.models.waiting_place import WaitingPlace

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "Appointment",
    "Audit",
    "AuditSeal",
    "Availability",
    "Base",
    "CalendarFeed",
    "CalendarRules",
    "CannedReply",
    "CheckIn",
    "CheckInPlan",
    "CheckInSettings",
    "Consent",
    "Conversation",
    "DayHours",
    "FlowVersion",
    "FormerColleague",
    "Heartbeat",
    "JoinedRecord",
    "Leave",
    "LegalHold",
    "MaxAgeHours",
    "Message",
    "Need",
    "Note",
    "OptOut",
    "Outbox",
    "Patient",
    "PhoneCall",
    "Practice",
    "PracticeSettings",
    "Presence",
    "RecoveryCode",
    "Referral",
    "ReminderSettings",
    "RiskFlag",
    "Room",
    "SafeguardingRecord",
    "SavedView",
    "SearchWord",
    "SecondFactor",
    "SendingDay",
    "Service",
    "SharingSettings",
    "SignInFailure",
    "Signpost",
    "Staff",
    "StaffLink",
    "StaffPractice",
    "StaffSession",
    "Timer",
    "TriageFeedback",
    "TurnEvents",
    "WaitingPlace",
    "new_id",
]
