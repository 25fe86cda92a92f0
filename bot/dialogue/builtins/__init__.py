"""Actions that the engine runs itself; one file for each, under the name that flows use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.dialogue.builtins.cancel_flow import action_cancel_flow
from bot.dialogue.builtins.cancel_interrupted_flows import action_cancel_interrupted_flows
from bot.dialogue.builtins.clarify_flows import action_clarify_flows
from bot.dialogue.builtins.clean_stack import action_clean_stack
from bot.dialogue.builtins.continue_interrupted_flow import action_continue_interrupted_flow
from bot.dialogue.builtins.correct_flow_slot import action_correct_flow_slot
from bot.dialogue.builtins.human_handoff import action_human_handoff
from bot.dialogue.builtins.listen import action_listen
from bot.dialogue.builtins.repeat_bot_messages import action_repeat_bot_messages
from bot.dialogue.builtins.restart import action_restart
from bot.dialogue.builtins.run_slot_rejections import action_run_slot_rejections
from bot.dialogue.builtins.session_start import action_session_start

if TYPE_CHECKING:
    from bot.dialogue.burst import Burst
    from bot.dialogue.state import Frame
    from bot.dialogue.steps.base import Step

    Builtin: TypeAlias = Callable[[Burst, Frame, Step], None]

BUILTINS: Final[Mapping[str, Builtin]] = {
    "action_cancel_flow": action_cancel_flow,
    "action_cancel_interrupted_flows": action_cancel_interrupted_flows,
    "action_clarify_flows": action_clarify_flows,
    "action_clean_stack": action_clean_stack,
    "action_continue_interrupted_flow": action_continue_interrupted_flow,
    "action_correct_flow_slot": action_correct_flow_slot,
    "action_human_handoff": action_human_handoff,
    "action_listen": action_listen,
    "action_repeat_bot_messages": action_repeat_bot_messages,
    "action_restart": action_restart,
    "action_run_slot_rejections": action_run_slot_rejections,
    "action_session_start": action_session_start,
}
