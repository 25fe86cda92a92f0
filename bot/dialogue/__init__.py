"""The flow engine: (flows, state, commands) to (state, events).

Pure: no database, network, clock or randomness; time, ids and draws are arguments.
"""

from bot.dialogue.check import check
from bot.dialogue.engine import advance, name_to_start, new_state, resume, startable
from bot.dialogue.events import (
    ActionAsked,
    ActionRefused,
    Clarified,
    Corrected,
    Event,
    Failed,
    FlowCancelled,
    FlowCompleted,
    FlowInterrupted,
    FlowResumed,
    FlowStarted,
    HandedOver,
    NotUnderstood,
    Paused,
    QuestionAsked,
    QuestionSkipped,
    Resumed,
    Said,
    SaidButton,
    SlotSet,
    ValueRejected,
)
from bot.dialogue.flow import Flow
from bot.dialogue.flows import Flows, load_flows, load_flows_over
from bot.dialogue.migrate import onto as moved_onto
from bot.dialogue.payloads import PayloadError, parse_payload
from bot.dialogue.problem import FlowsInvalid, Problem
from bot.dialogue.put_away import put_away
from bot.dialogue.results import ActionCall, ActionFailure, ActionResult, Step
from bot.dialogue.say import UnknownResponse, say
from bot.dialogue.state import Frame, State, StateUnreadable

__all__ = [
    "ActionAsked",
    "ActionCall",
    "ActionFailure",
    "ActionRefused",
    "ActionResult",
    "Clarified",
    "Corrected",
    "Event",
    "Failed",
    "Flow",
    "FlowCancelled",
    "FlowCompleted",
    "FlowInterrupted",
    "FlowResumed",
    "FlowStarted",
    "Flows",
    "FlowsInvalid",
    "Frame",
    "HandedOver",
    "NotUnderstood",
    "Paused",
    "PayloadError",
    "Problem",
    "QuestionAsked",
    "QuestionSkipped",
    "Resumed",
    "Said",
    "SaidButton",
    "SlotSet",
    "State",
    "StateUnreadable",
    "Step",
    "UnknownResponse",
    "ValueRejected",
    "advance",
    "check",
    "load_flows",
    "load_flows_over",
    "moved_onto",
    "name_to_start",
    "new_state",
    "parse_payload",
    "put_away",
    "resume",
    "say",
    "startable",
]
