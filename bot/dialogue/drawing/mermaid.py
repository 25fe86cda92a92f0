"""A flow as Mermaid text."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from bot.dialogue.drawing.graph import Box, graph_of
from bot.dialogue.flow import Flow

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

_SHAPES: Final = {
    "start": ("([", "])"),
    "end": ("([", "])"),
    "ask": ("[/", "/]"),
    "say": ("[", "]"),
    "do": ("[[", "]]"),
    "go": ("[[", "]]"),
    "set": ("[", "]"),
    "branch": ("{", "}"),
}


def mermaid_of(flow: Flow, flows: Flows) -> str:
    """A `flowchart TD`; ids are n0, n1 … so that no step's name can break it."""
    graph = graph_of(flow, flows)
    names = {box.id: f"n{index}" for index, box in enumerate(graph.boxes)}
    lines = ["flowchart TD"]
    lines += [f"    {names[box.id]}{_shape(box)}" for box in graph.boxes]
    for arrow in graph.arrows:
        label = f"|{_quoted(arrow.label)}|" if arrow.label else ""
        lines.append(f"    {names[arrow.start]} -->{label} {names[arrow.end]}")
    return "\n".join(lines) + "\n"


def _shape(box: Box) -> str:
    opening, closing = _SHAPES[box.kind]
    text = f"{box.title}<br/>{box.text}" if box.text else box.title
    return f"{opening}{_quoted(text)}{closing}"


def _quoted(text: str) -> str:
    parts = text.split("<br/>")
    return '"' + "<br/>".join(html.escape(part) for part in parts) + '"'
