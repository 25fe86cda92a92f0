"""Flows as pictures: Mermaid text, and SVG of boxes and arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.drawing.mermaid import mermaid_of
from bot.dialogue.drawing.svg import svg_of

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows


def draw(flows: Flows) -> dict[str, str]:
    """Mermaid text by flow id."""
    return {flow.id: mermaid_of(flow, flows) for flow in flows.flows.values()}


def draw_svg(flows: Flows) -> dict[str, str]:
    """A whole SVG document by flow id."""
    return {flow.id: svg_of(flow, flows) for flow in flows.flows.values()}
