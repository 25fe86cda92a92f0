"""Any command at all, for tests by which the dialogue engine is told whatever may be told to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from bot.commands import (
    CancelFlow,
    CannotHandle,
    ChangeFlow,
    ChitChat,
    Clarify,
    Command,
    CorrectSlots,
    Error,
    HumanHandoff,
    KnowledgeAnswer,
    Noop,
    RepeatBotMessages,
    Restart,
    SessionEnd,
    SessionStart,
    SetSlot,
    SkipQuestion,
    StartFlow,
)
from bot.dialogue import Flows

PLAIN = (
    *(CancelFlow(), SkipQuestion(), HumanHandoff(), RepeatBotMessages(), ChitChat(), Noop()),
    *(KnowledgeAnswer(), Restart(), SessionStart(), SessionEnd(), ChangeFlow(), CannotHandle()),
    *(CannotHandle(reason="cannot_help"), Error(info="e")),
)


def any_command(
    flows: Flows, values: st.SearchStrategy[Any], options: Collection[str] = ()
) -> st.SearchStrategy[Command]:
    """About these flows and their slots, and some that they do not have; `options` may be offered
    beside the names of flows."""
    names = st.sampled_from([*flows.flows, "nonsense", "pattern_chitchat"])
    offered = names | st.sampled_from(list(options)) if options else names
    slots = st.sampled_from([*flows.slots, "nonsense"])
    return st.one_of(
        st.builds(StartFlow, flow=names),
        st.builds(SetSlot, name=slots, value=values, by_button=st.booleans()),
        st.builds(CorrectSlots, values=st.dictionaries(slots, values, max_size=3)),
        st.builds(Clarify, options=st.lists(offered, max_size=4).map(tuple)),
        st.sampled_from(PLAIN),
    )
