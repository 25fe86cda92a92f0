"""What can happen in a conversation: one file for each, all in the past tense."""

from typing import TypeAlias

from bot.dialogue.events.action_asked import ActionAsked
from bot.dialogue.events.action_refused import ActionRefused
from bot.dialogue.events.clarified import Clarified
from bot.dialogue.events.corrected import Corrected
from bot.dialogue.events.failed import Failed
from bot.dialogue.events.flow_cancelled import FlowCancelled
from bot.dialogue.events.flow_completed import FlowCompleted
from bot.dialogue.events.flow_interrupted import FlowInterrupted
from bot.dialogue.events.flow_resumed import FlowResumed
from bot.dialogue.events.flow_started import FlowStarted
from bot.dialogue.events.handed_over import HandedOver
from bot.dialogue.events.not_understood import NotUnderstood
from bot.dialogue.events.paused import Paused
from bot.dialogue.events.question_asked import QuestionAsked
from bot.dialogue.events.question_skipped import QuestionSkipped
from bot.dialogue.events.resumed import Resumed
from bot.dialogue.events.said import Said, SaidButton
from bot.dialogue.events.slot_set import SlotSet
from bot.dialogue.events.value_rejected import ValueRejected

Event: TypeAlias = (
    ActionAsked
    | ActionRefused
    | Clarified
    | Corrected
    | Failed
    | FlowCancelled
    | FlowCompleted
    | FlowInterrupted
    | FlowResumed
    | FlowStarted
    | HandedOver
    | NotUnderstood
    | Paused
    | QuestionAsked
    | QuestionSkipped
    | Resumed
    | Said
    | SlotSet
    | ValueRejected
)

__all__ = [
    "ActionAsked",
    "ActionRefused",
    "Clarified",
    "Corrected",
    "Event",
    "Failed",
    "FlowCancelled",
    "FlowCompleted",
    "FlowInterrupted",
    "FlowResumed",
    "FlowStarted",
    "HandedOver",
    "NotUnderstood",
    "Paused",
    "QuestionAsked",
    "QuestionSkipped",
    "Resumed",
    "Said",
    "SaidButton",
    "SlotSet",
    "ValueRejected",
]
