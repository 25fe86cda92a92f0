"""A flow's drawing as part of a page: its style is in css/staff/flows.css, and it tells counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from markupsafe import Markup

from bot.dialogue import Flow, Flows
from bot.dialogue.drawing.graph import graph_of
from bot.dialogue.drawing.svg import svg_of
from bot.staff.presenters.flows_seen.step_words import words_of

_SVG: Final = "http://www.w3.org/2000/svg"
_TITLE: Final = "flow-drawing-title"
_ARROW: Final = "flow-drawing-arrow"
_NAMES: Final = {"START": "Begins", "END": "Ends"}
ET.register_namespace("", _SVG)


def drawing_of(flow: Flow, flows: Flows, counts: Mapping[str, str]) -> Markup:
    """`svg_of` without its style sheet, which the page's policy refuses; `counts` by step id are
    written above the boxes."""
    # Our own drawing, every text in it escaped: no entity to expand, nothing from outside.
    root = ET.fromstring(svg_of(flow, flows))  # noqa: S314
    root.set("class", "flow-drawing")
    root.set("aria-labelledby", _TITLE)
    for element in root.findall(_tag("style")):
        root.remove(element)
    _rename(root, flow)
    _fill_boxes(root, flow, flows, counts)
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  escaped by the serialiser


def _rename(root: ET.Element, flow: Flow) -> None:
    """Ids of the page's own, and words for the conditions beside arrows."""
    title = root.find(_tag("title"))
    if title is not None:
        title.set("id", _TITLE)
        title.text = f"Drawing of “{flow.name}”; the table below says the same"
    for marker in root.iter(_tag("marker")):
        marker.set("id", _ARROW)
    for path in root.iter(_tag("path")):
        if "marker-end" in path.attrib:
            path.set("marker-end", f"url(#{_ARROW})")
    for text in root.findall(_tag("text")):
        if text.get("class") == "l" and text.text:
            text.text = text.text.replace("_", " ")


def _fill_boxes(root: ET.Element, flow: Flow, flows: Flows, counts: Mapping[str, str]) -> None:
    """Titles in plain words, and the counts; boxes stand in the order of the graph."""
    children = list(root)
    places = [index for index, child in enumerate(children) if child.tag == _tag("rect")]
    for place, box in zip(places, graph_of(flow, flows).boxes, strict=True):
        rect, title = children[place], children[place + 1]
        step = flow.by_id.get(box.id)
        title.text = _NAMES[box.id] if step is None else words_of(step, flows).does
        if step is not None and box.kind in ("do", "go"):
            title.text = words_of(step, flows).sentence[:36]
        if box.id in counts:
            x, y = int(rect.attrib["x"]) + int(rect.attrib["width"]), int(rect.attrib["y"]) - 6
            note = ET.SubElement(root, _tag("text"), {"class": "n", "x": str(x), "y": str(y)})
            note.text = counts[box.id]


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"
