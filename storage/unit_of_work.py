"""One piece of work on the database: the repositories, all on one transaction."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.keyring import Keyring
from storage.repositories.api_answers import ApiAnswers
from storage.repositories.appointments import Appointments
from storage.repositories.audit import AuditTrail
from storage.repositories.audit_seals import AuditSeals
from storage.repositories.availability import AvailabilityRows
from storage.repositories.calendar_feeds import CalendarFeeds
from storage.repositories.calendar_rules import CalendarRulesRows
from storage.repositories.callers import Callers
from storage.repositories.canned_replies import CannedReplies
from storage.repositories.check_in_plans import CheckInPlans
from storage.repositories.check_ins import CheckIns
from storage.repositories.consents import Consents
from storage.repositories.conversations import Conversations
from storage.repositories.day_hours import DayHoursRows
from storage.repositories.events import Events
from storage.repositories.flow_versions import FlowVersions
from storage.repositories.heartbeats import Heartbeats
from storage.repositories.joined_records import JoinedRecords
from storage.repositories.legal_holds import LegalHolds
from storage.repositories.messages import Messages
from storage.repositories.needs import Needs
from storage.repositories.notes import Notes
from storage.repositories.opt_outs import OptOuts
from storage.repositories.outbox import OutboxRows
from storage.repositories.passing_traces import PassingTraces
from storage.repositories.patients import Patients
from storage.repositories.person_rows import PersonRows
from storage.repositories.phone_calls import PhoneCalls
from storage.repositories.practices import Practices
from storage.repositories.presence import Presences
from storage.repositories.referrals import Referrals
from storage.repositories.retention import Retention
from storage.repositories.risk_flags import RiskFlags
from storage.repositories.rooms import Rooms
from storage.repositories.safeguarding import SafeguardingRecords
from storage.repositories.saved_views import SavedViews
from storage.repositories.search import Search
from storage.repositories.second_factors import SecondFactors
from storage.repositories.services import Services
from storage.repositories.sessions import Sessions
from storage.repositories.signposts import Signposts
from storage.repositories.staff import StaffMembers
from storage.repositories.staff_links import StaffLinks
from storage.repositories.timers import Timers
from storage.repositories.tokens import Tokens
from storage.repositories.triage_feedback import TriageFeedbackRows
from storage.repositories.waiting_places import WaitingPlaces


class UnitOfWork:
    """Made by `Database.begin` and `Database.read`, which alone commit or roll back."""

    def __init__(self, session: AsyncSession, keyring: Keyring) -> None:
        self.session = session
        self.keyring = keyring
        # Practices, and who works there
        self.practices = Practices(session)
        self.staff = StaffMembers(session)
        self.staff_links = StaffLinks(session)
        self.sessions = Sessions(session)
        self.second_factors = SecondFactors(session)
        self.tokens = Tokens(session)
        self.presence = Presences(session)
        self.saved_views = SavedViews(session)
        self.canned_replies = CannedReplies(session)
        # People, and what belongs to all of a person
        self.callers = Callers(session)
        self.patients = Patients(session)
        self.joined_records = JoinedRecords(session)
        self.consents = Consents(session)
        self.opt_outs = OptOuts(session)
        self.person_rows = PersonRows(session)
        self.search = Search(session)
        # What they ask for
        self.conversations = Conversations(session)
        self.referrals = Referrals(session)
        self.needs = Needs(session)
        self.risk_flags = RiskFlags(session)
        self.notes = Notes(session)
        self.phone_calls = PhoneCalls(session)
        self.safeguarding = SafeguardingRecords(session)
        self.signposts = Signposts(session)
        self.services = Services(session)
        self.triage_feedback = TriageFeedbackRows(session)
        # Visits and check-ins
        self.appointments = Appointments(session)
        self.availability = AvailabilityRows(session)
        self.day_hours = DayHoursRows(session)
        self.calendar_rules = CalendarRulesRows(session)
        self.rooms = Rooms(session)
        self.calendar_feeds = CalendarFeeds(session)
        self.waiting_places = WaitingPlaces(session)
        self.check_ins = CheckIns(session)
        self.check_in_plans = CheckInPlans(session)
        # Texts, the talk, and what is due
        self.messages = Messages(session)
        self.outbox = OutboxRows(session)
        self.events = Events(session)
        self.flow_versions = FlowVersions(session)
        self.timers = Timers(session)
        self.heartbeats = Heartbeats(session)
        self.api_answers = ApiAnswers(session)
        # What was done, and how long it is kept
        self.audit = AuditTrail(session)
        self.audit_seals = AuditSeals(session)
        self.legal_holds = LegalHolds(session)
        self.retention = Retention(session)
        self.passing_traces = PassingTraces(session)

    async def flush(self) -> None:
        """Send what was added or changed to the database now, without committing."""
        await self.session.flush()
