"""The training messages: Rasa NLU YAML under flows/training/messages/, one file a voice.

An intent is the needs of its examples joined by "+", or "no_need"; its metadata gives their risk.
Beside them, where somebody has put them there, corrections of staff: the files that
`blether feedback export` writes, under var/, which is never part of the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.quick_yaml import read_values
from bot.training.measured import measured_pieces, pieces
from bot.understanding.detection import NEEDS, RISKS, Risk

FOLDER: Final = Path("flows/training/messages")
CORRECTIONS: Final = Path("var/corrections")
CORRECTED: Final = "corrections"
"""Their voice."""
NO_NEED: Final = "no_need"


class MessagesInvalid(Exception):
    """A file of training messages that cannot be read; the message names file and intent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One message with what it says; `voice` is the name of its file."""

    text: str
    needs: frozenset[str]
    risk: Risk
    voice: str


def read_messages(folder: Path = FOLDER, corrections: Path = CORRECTIONS) -> list[Labelled]:
    """Every message of every file, in order of file and line, and then the corrections."""
    thought_up = [message for path in sorted(folder.glob("*.yml")) for message in read_file(path)]
    return [*thought_up, *read_corrections(corrections)]


def read_corrections(folder: Path) -> list[Labelled]:
    """What staff put right, with the labels that they gave; none where there is no folder.

    Each export holds the earlier ones, so of a text the last file by name counts. Raises
    MessagesInvalid for a line of another shape, and for one that we measure with.
    """
    by_text: dict[str, Labelled] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            message = _corrected(f"{path}, line {number}", line)
            by_text[message.text.casefold()] = message
    return list(by_text.values())


def _corrected(where: str, line: str) -> Labelled:
    try:
        row = json.loads(line)
        text, after = row["text"].strip(), row["after"]
        needs, risk = frozenset(after["needs"]), after["risk"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # Without the line itself: it is what somebody wrote.
        raise MessagesInvalid(f"{where}: not a line of `blether feedback export`") from error
    if not text or not needs <= frozenset(NEEDS) or risk not in ("none", *RISKS):
        raise MessagesInvalid(f"{where}: no text, or a need or risk that there is not")
    if pieces(text) & measured_pieces():
        raise MessagesInvalid(
            f"{where}: we measure with this, or with a sentence of it; take the line out"
        )
    return Labelled(text=text, needs=needs, risk=risk, voice=CORRECTED)


def read_file(path: Path) -> list[Labelled]:
    """The messages of one file; MessagesInvalid where its shape or a label is wrong."""
    content = read_values(path.read_text("utf-8"))
    if not isinstance(content, dict) or not isinstance(content.get("nlu"), list):
        raise MessagesInvalid(f"{path}: there is no list 'nlu'")
    return [message for item in content["nlu"] for message in _of_intent(path, item)]


def _of_intent(path: Path, item: Any) -> Iterable[Labelled]:
    intent = str(item.get("intent"))
    needs = frozenset() if intent == NO_NEED else frozenset(intent.split("+"))
    risk = str(item.get("metadata", {}).get("risk"))
    if not needs <= frozenset(NEEDS):
        raise MessagesInvalid(f"{path}: intent {intent}: no such need as {sorted(needs)}")
    if risk not in ("none", *RISKS):
        raise MessagesInvalid(f"{path}: intent {intent}: no such risk as '{risk}'")
    for line in str(item.get("examples", "")).splitlines():
        if not line.startswith("- "):
            raise MessagesInvalid(f"{path}: intent {intent}: an example begins with '- ': {line!r}")
        yield Labelled(text=line[2:].strip(), needs=needs, risk=risk, voice=path.stem)
