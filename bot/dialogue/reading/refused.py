"""Keys of a step that other programs know and Blether refuses, with what to do instead."""

from __future__ import annotations

from typing import Final

REFUSED: Final = {
    "mcp_server": "Blether calls no MCP tools; write an action in actions/",
    "mapping": "Blether calls no MCP tools; write an action in actions/",
    "exit_if": "Blether has no sub-agents; write an action in actions/",
    "dtmf": "Blether does not speak; use timers",
    "silence_timeout": "Blether does not speak; use timers",
    "allow_interruptions": "Blether does not speak; use timers",
    "generation_prompt": "no text leaves the machine; write a response",
    "entry_prompt": "no text leaves the machine; write conditions",
    "intent": "start the flow with nlu_trigger",
    "if": "a condition belongs under 'next'",
    "then": "it belongs under 'next'",
    "else": "it belongs under 'next'",
}
