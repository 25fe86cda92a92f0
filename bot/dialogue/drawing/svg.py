"""A flow as SVG: rows of boxes from top to bottom, arrows down, arrows back along the side."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.dialogue.drawing.graph import Arrow, Box, Graph, graph_of
from bot.dialogue.flow import Flow

if TYPE_CHECKING:
    from bot.dialogue.flows import Flows

BOX_WIDTH, BOX_HEIGHT = 220, 76
GAP_X, GAP_Y = 56, 64
MARGIN = 48
LANE = 10
_CHARACTERS: Final = 32
_FILL: Final = {
    "start": "#e8edee",
    "end": "#e8edee",
    "ask": "#d8e8f8",
    "say": "#ffffff",
    "do": "#e3f3e3",
    "go": "#f3ecd8",
    "set": "#f2f2f2",
    "branch": "#f2f2f2",
}
_STYLE: Final = (
    "text{font-family:sans-serif;font-size:12px;fill:#212b32}"
    ".t{font-weight:bold}.l{font-size:11px;fill:#4c6272}"
    ".a{fill:none;stroke:#4c6272;stroke-width:1.5}rect{stroke:#4c6272}"
)


@dataclass(frozen=True, slots=True)
class _Place:
    x: int
    y: int


def svg_of(flow: Flow, flows: Flows) -> str:
    """A whole document with a title for screen readers."""
    graph = graph_of(flow, flows)
    lanes = _lanes(graph)
    left = MARGIN + LANE * len([lane for lane in lanes.values() if lane < 0])
    places = _places(graph, left)
    right = max(place.x for place in places.values()) + BOX_WIDTH
    width = right + MARGIN + LANE * len([lane for lane in lanes.values() if lane > 0])
    height = max(place.y for place in places.values()) + BOX_HEIGHT + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="t">',
        f'<title id="t">{html.escape(flow.name)}</title><style>{_STYLE}</style>',
        '<defs><marker id="m" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#4c6272"/></marker></defs>',
    ]
    for index, arrow in enumerate(graph.arrows):
        lane = lanes.get(index, 0)
        x = left + lane * LANE if lane < 0 else right + lane * LANE
        parts.append(_arrow(arrow, places, x if lane else None, index))
    parts += [_box(box, places[box.id]) for box in graph.boxes]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _rows(graph: Graph) -> dict[str, int]:
    """Each box one row below the lowest box that leads to it, loops left out."""
    order = {box.id: index for index, box in enumerate(graph.boxes)}
    rows = {box.id: 0 for box in graph.boxes}
    for box in graph.boxes:
        for arrow in graph.arrows:
            if arrow.start == box.id and order[arrow.end] > order[arrow.start]:
                rows[arrow.end] = max(rows[arrow.end], rows[box.id] + 1)
    return rows


def _lanes(graph: Graph) -> dict[int, int]:
    """Arrows that would run through boxes go round: jumps down on the left, loops on the right."""
    rows = _rows(graph)
    lanes: dict[int, int] = {}
    down = back = 0
    for index, arrow in enumerate(graph.arrows):
        span = rows[arrow.end] - rows[arrow.start]
        if span <= 0:
            back += 1
            lanes[index] = back
        elif span > 1:
            down -= 1
            lanes[index] = down
    return lanes


def _places(graph: Graph, left: int) -> dict[str, _Place]:
    rows = _rows(graph)
    taken: dict[int, int] = {}
    places: dict[str, _Place] = {}
    for box in graph.boxes:
        row = rows[box.id]
        column = taken.get(row, 0)
        taken[row] = column + 1
        x = left + column * (BOX_WIDTH + GAP_X)
        places[box.id] = _Place(x, MARGIN + row * (BOX_HEIGHT + GAP_Y))
    return places


def _arrow(arrow: Arrow, places: dict[str, _Place], lane: int | None, index: int) -> str:
    start, end = places[arrow.start], places[arrow.end]
    below, above = start.y + BOX_HEIGHT, end.y
    x1, x2 = start.x + BOX_WIDTH // 2, end.x + BOX_WIDTH // 2
    slot = 10 + 14 * (index % 3)
    if lane is None:
        bend = (above - below) // 2
        path = f"M{x1} {below}C{x1} {below + bend} {x2} {above - bend} {x2} {above}"
        label_x, label_y = x1 + (x2 - x1) // 4 + 6, below + 4 + slot
    else:
        # Round the boxes: out between two rows, along the lane, in between two rows.
        path = f"M{x1} {below}V{below + slot}H{lane}V{above - slot}H{x2}V{above}"
        label_x, label_y = min(x1, x1 + (lane - x1) // 3) + 4, below + slot - 3
    label = textwrap.shorten(arrow.label, 48, placeholder="…")
    text = f'<text class="l" x="{label_x}" y="{label_y}">{html.escape(label)}</text>'
    return f'<path class="a" d="{path}" marker-end="url(#m)"/>' + (text if label else "")


def _box(box: Box, place: _Place) -> str:
    is_round = box.kind in ("start", "end")
    lines = textwrap.wrap(box.text, _CHARACTERS)[:3]
    radius = BOX_HEIGHT // 2 if is_round else 4
    x, y = place.x + 10, place.y + 20
    if is_round:
        x += 14
    texts = [f'<text class="t" x="{x}" y="{y}">{html.escape(box.title[:_CHARACTERS])}</text>']
    texts += [
        f'<text x="{x}" y="{y + 16 * (number + 1)}">{html.escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return (
        f'<rect x="{place.x}" y="{place.y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" '
        f'rx="{radius}" fill="{_FILL[box.kind]}"/>' + "".join(texts)
    )
